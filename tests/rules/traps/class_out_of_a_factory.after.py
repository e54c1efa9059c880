# A class that a function makes is called through the function.
from flax import linen as nn


def make(width):
  class Inner(nn.Module):
    scale: float = 1.0

    @nn.compact
    def __call__(self, x):
      return nn.Dense(width)(x) * self.scale

  return Inner


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return make(3)()(x)
