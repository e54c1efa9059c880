"""Encoders, one of which decodes as well: the two files import each other."""

from flax import nn

import decoders


class Encoder(nn.Module):
  def apply(self, x, width=4, act=nn.relu, mask=None):
    x = act(nn.Dense(x, width))
    return x if mask is None else x * mask[:, None]


class AutoEncoder(nn.Module):
  def apply(self, x, depth=1, **encoder_kwargs):
    for i in range(depth):
      x = Encoder(x, name=f'encoder_{i}', **encoder_kwargs)
    return decoders.Decoder(x, 3)
