# A base's apply asked for by the base's name, with this class's own value for the field that both have.
from flax import nn


class Base(nn.Module):
  def apply(self, x, features=3):
    return nn.Dense(x, features)


class Net(Base):
  def apply(self, x, features=3):
    return nn.relu(Base.apply(self, x, features))
