# A lambda that makes a class for whoever calls it, or for `map`.
import functools

from flax import linen as nn


class Wide(nn.Module):
  n: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.n)(x)


def sized(n):
  return functools.partial(Wide, n=n)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    of_size = lambda n: functools.partial(Wide, n=n)
    for layer in map(lambda n: functools.partial(Wide, n=n), [2, 3]):
      x = layer()(x)
    for layer in map(sized, [4, 5]):
      x = layer()(x)
    return of_size(6)()(x)
