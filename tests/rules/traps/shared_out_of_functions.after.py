# Shared modules out of functions and methods, and handed to them.
from typing import Any

from flax import linen as nn


class Decoder(nn.Module):
  features: Any

  @nn.compact
  def __call__(self, z):
    return nn.Dense(self.features)(z)


def make_decoder(features):
  return Decoder(features=features, name='decoder')


def twice(module, x):
  return module(module(x))


class Net(nn.Module):
  def _mixers(self):
    first = nn.Dense(features=6, name='first')
    second = nn.Dense(features=6, name='second')
    return first, second

  def _last(self):
    return nn.Dense(features=6, name='last')

  @nn.compact
  def __call__(self, x):
    decoder = make_decoder(6)
    first, second = self._mixers()
    x = twice(decoder, first(second(first(x))))
    last = self._last()

    def block(h):
      return nn.relu(last(h))

    return decoder(block(block(x)))
