"""Decoders."""

from typing import Any

from flax import linen as nn

import encoders


class Decoder(nn.Module):
  size: Any
  width: int = 5

  @nn.compact
  def __call__(self, x):
    x = nn.relu(nn.Dense(self.width)(x))
    return nn.Dense(self.size)(x)


class Again(nn.Module):
  """Encodes once more."""

  size: int = 2
  depth: int = 1
  width: int = 4

  @nn.compact
  def __call__(self, x, **kwargs):
    return nn.Dense(self.size)(encoders.AutoEncoder(act=nn.tanh, depth=self.depth, width=self.width)(x, **kwargs))
