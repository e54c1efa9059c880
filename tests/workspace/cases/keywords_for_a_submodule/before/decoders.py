"""Decoders."""

from flax import nn

import encoders


class Decoder(nn.Module):
  def apply(self, x, size, width=5):
    x = nn.relu(nn.Dense(x, width))
    return nn.Dense(x, size)


class Again(nn.Module):
  """Encodes once more."""

  def apply(self, x, size=2, **kwargs):
    return nn.Dense(encoders.AutoEncoder(x, act=nn.tanh, **kwargs), size)
