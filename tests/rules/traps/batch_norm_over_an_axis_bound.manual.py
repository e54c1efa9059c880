# expect: LIN101 unsafe: axis
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    norm = nn.BatchNorm.partial(axis=1)
    return norm(x)
