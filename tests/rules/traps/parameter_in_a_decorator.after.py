# Parameters read where a nested function is decorated, in its defaults, and in the body of a nested class.
from flax import linen as nn


def times(factor):
  return lambda function: lambda x: factor * function(x)


class Net(nn.Module):
  width: int = 3
  factor: float = 2.0

  @nn.compact
  def __call__(self, x):
    @times(self.factor)
    def layer(y, n=self.width):
      return nn.Dense(n)(y)

    class Local:
      size = self.width

    return layer(x) + Local.size
