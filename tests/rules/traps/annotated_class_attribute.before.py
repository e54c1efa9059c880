# Annotated, a class attribute would be a field: the first by position, and not what a subclass sets.
from flax import nn


class Net(nn.Module):
  factor: int = 2
  shift: float

  def apply(self, x, features=3):
    return nn.Dense(x, features * self.factor) + self.shift


class Wide(Net):
  factor = 5
  shift = 1.0


class Outer(nn.Module):
  def apply(self, x):
    return Wide(x, 4)
