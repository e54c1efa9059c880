"""Encoders, one of which decodes as well: the two files import each other."""

from typing import Any, Callable

from flax import linen as nn

import decoders


class Encoder(nn.Module):
  width: int = 4
  act: Callable[..., Any] = nn.relu

  @nn.compact
  def __call__(self, x, mask=None):
    x = self.act(nn.Dense(self.width)(x))
    return x if mask is None else x * mask[:, None]


class AutoEncoder(nn.Module):
  depth: int = 1
  width: int = Encoder.width
  act: Callable[..., Any] = Encoder.act

  @nn.compact
  def __call__(self, x, **encoder_kwargs):
    for i in range(self.depth):
      x = Encoder(name=f'encoder_{i}', width=self.width, act=self.act)(x, **encoder_kwargs)
    return decoders.Decoder(3)(x)
