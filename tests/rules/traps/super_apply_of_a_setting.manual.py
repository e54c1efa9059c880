# expect: LIN109 manual: features
from flax import nn


class Base(nn.Module):
  def apply(self, x, features):
    return nn.Dense(x, features)


class Net(Base):
  def apply(self, x, width=3):
    return super().apply(x, 2 * width)
