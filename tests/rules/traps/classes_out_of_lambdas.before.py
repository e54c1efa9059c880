# A lambda that makes a class for whoever calls it, or for `map`.
from flax import nn


class Wide(nn.Module):
  def apply(self, x, n=3):
    return nn.Dense(x, n)


def sized(n):
  return Wide.partial(n=n)


class Net(nn.Module):
  def apply(self, x):
    of_size = lambda n: Wide.partial(n=n)
    for layer in map(lambda n: Wide.partial(n=n), [2, 3]):
      x = layer(x)
    for layer in map(sized, [4, 5]):
      x = layer(x)
    return of_size(6)(x)
