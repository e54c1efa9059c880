# expect: LIN106 unsafe: initial
from flax import nn


class Net(nn.Module):
  def apply(self, x, y):
    norm = nn.BatchNorm.shared(name='norm')
    return norm(x) + norm(y)
