# Parameters read where a nested function is decorated, in its defaults, and in the body of a nested class.
from flax import nn


def times(factor):
  return lambda function: lambda x: factor * function(x)


class Net(nn.Module):
  def apply(self, x, width=3, factor=2.0):
    @times(factor)
    def layer(y, n=width):
      return nn.Dense(y, n)

    class Local:
      size = width

    return layer(x) + Local.size
