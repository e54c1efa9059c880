# Lambdas, comprehensions and nested functions with names like those of parameters, or another `self`.
from flax import nn


class Net(nn.Module):
  def apply(self, x, scale=2.0, width=3):
    f = lambda scale: scale + 1
    zs = [width for width in (1, 2)]

    def inner(y, width=width):
      return y * width

    def other(self, y):
      return y * scale

    return nn.Dense(f(x) + inner(x) + other(None, x) + zs[0], width)
