# A subclass that leaves `apply` to its base, and changes an attribute and a method.
from flax import nn


class Base(nn.Module):
  factor = 1

  def apply(self, x, features=3):
    return self.after(nn.Dense(x, features * self.factor))

  def after(self, x):
    return x


class Wide(Base):
  factor = 2

  def after(self, x):
    return nn.relu(nn.LayerNorm(x))


class Net(nn.Module):
  def apply(self, x):
    return Wide(x, 4) + Base(x, features=8)
