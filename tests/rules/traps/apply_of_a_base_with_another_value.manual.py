# expect: LIN109 manual: field
from flax import nn


class Base(nn.Module):
  def apply(self, x, features=3):
    return nn.Dense(x, features)


class Net(Base):
  def apply(self, x, features=3):
    return nn.relu(Base.apply(self, x, features * 2))
