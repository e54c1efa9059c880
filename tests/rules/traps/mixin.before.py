# A base that is no module gives a method and an attribute.
from flax import nn


class Widening:
  factor = 2

  def widened(self, n):
    return n * self.factor


class Net(Widening, nn.Module):
  def apply(self, x, features=3):
    return nn.Dense(x, self.widened(features))


class Other(nn.Module, Widening):
  def apply(self, x, features=3):
    return Net(x, features=features) + nn.Dense(x, self.widened(features))
