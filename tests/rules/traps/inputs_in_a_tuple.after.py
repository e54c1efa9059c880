# Starred inputs, and a module that takes any number of them.
from flax import linen as nn


class Sum(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, *inputs):
    return nn.Dense(self.features)(sum(inputs))


class Pair(nn.Module):
  n: int = 3

  @nn.compact
  def __call__(self, x, y):
    return nn.Dense(self.n)(x + y)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    pair = (x, x)
    return Sum(features=4)(x, x) + Pair(n=4)(*pair)
