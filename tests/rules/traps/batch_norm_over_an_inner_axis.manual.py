# expect: LIN103 unsafe: axis
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.BatchNorm(x, axis=1)
