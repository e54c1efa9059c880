# expect: LIN109 manual: two calls
from flax import nn


class Base(nn.Module):
  def apply(self, x, features):
    return nn.Dense(x, features)


class Net(Base):
  def apply(self, x):
    return super().apply(super().apply(x, 4), 3)
