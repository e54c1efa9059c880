# Annotated, a class attribute would be a field: the first by position, and not what a subclass sets.
from typing import ClassVar

from flax import linen as nn


class Net(nn.Module):
  factor: ClassVar[int] = 2
  shift: ClassVar[float]
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features * self.factor)(x) + self.shift


class Wide(Net):
  factor = 5
  shift = 1.0


class Outer(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Wide(4)(x)
