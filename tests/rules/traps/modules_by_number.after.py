# Modules that stand in a tuple or dictionary of a parameter: each place has its own.
import dataclasses
from typing import Any

from flax import linen as nn


class Block(nn.Module):
  layers: Any = (nn.Dense, nn.LayerNorm)
  opts: Any = dataclasses.field(default_factory=lambda: {'norm': nn.LayerNorm})

  @nn.compact
  def __call__(self, x):
    x = self.layers[1]()(self.layers[0](3)(x))
    return self.opts['norm']()(x)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Block()(x)
