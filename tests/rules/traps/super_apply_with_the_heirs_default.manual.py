# expect: LIN109 manual: would be
from flax import nn


class Base(nn.Module):
  def apply(self, x, features=3):
    return nn.Dense(x, features)


class Net(Base):
  def apply(self, x, features=5):
    return nn.Dense(super().apply(x), features)
