# Lambdas, comprehensions and nested functions with names like those of parameters, or another `self`.
from flax import linen as nn


class Net(nn.Module):
  scale: float = 2.0
  width: int = 3

  @nn.compact
  def __call__(self, x):
    scale = self.scale
    f = lambda scale: scale + 1
    zs = [width for width in (1, 2)]

    def inner(y, width=self.width):
      return y * width

    def other(self, y):
      return y * scale

    return nn.Dense(self.width)(f(x) + inner(x) + other(None, x) + zs[0])
