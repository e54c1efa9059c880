# Modules that functions and methods are called with, or return.
import functools

from flax import linen as nn


def run(layer, x, width):
  return layer(width)(x)


class Net(nn.Module):
  def norm(self):
    return functools.partial(nn.LayerNorm, use_bias=False) if False else nn.LayerNorm

  @nn.compact
  def __call__(self, x):
    x = run(nn.Dense, x, 4)
    norm = self.norm()
    return norm()(x)
