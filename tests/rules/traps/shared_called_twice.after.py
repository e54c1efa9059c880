# The same parameters in two calls; the second one follows from the first.
from typing import Any

from flax import linen as nn


class Decoder(nn.Module):
  features: Any
  train: bool = True

  @nn.compact
  def __call__(self, z):
    return nn.Dense(self.features)(z) if self.train else z


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    dec = Decoder(features=6, name='decoder')
    return dec(dec(x))
