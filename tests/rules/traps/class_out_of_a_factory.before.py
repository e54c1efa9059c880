# A class that a function makes is called through the function.
from flax import nn


def make(width):
  class Inner(nn.Module):
    def apply(self, x, scale=1.0):
      return nn.Dense(x, width) * scale

  return Inner


class Net(nn.Module):
  def apply(self, x):
    return make(3)(x)
