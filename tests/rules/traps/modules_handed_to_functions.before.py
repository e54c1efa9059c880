# Modules that functions and methods are called with, or return.
from flax import nn


def run(layer, x, width):
  return layer(x, width)


class Net(nn.Module):
  def norm(self):
    return nn.LayerNorm.partial(use_bias=False) if False else nn.LayerNorm

  def apply(self, x):
    x = run(nn.Dense, x, 4)
    norm = self.norm()
    return norm(x)
