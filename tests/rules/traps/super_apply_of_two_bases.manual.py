# expect: LIN109 manual: several
from flax import nn
from mixins import Mixin


class Left(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3)


class Net(Mixin, Left):
  def apply(self, x):
    return nn.relu(super().apply(x))
