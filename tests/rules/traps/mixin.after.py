# A base that is no module gives a method and an attribute.
from flax import linen as nn


class Widening:
  factor = 2

  def widened(self, n):
    return n * self.factor


class Net(Widening, nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.widened(self.features))(x)


class Other(nn.Module, Widening):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return Net(features=self.features)(x) + nn.Dense(self.widened(self.features))(x)
