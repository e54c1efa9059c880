# Shared modules out of functions and methods, and handed to them.
from flax import nn


class Decoder(nn.Module):
  def apply(self, z, features):
    return nn.Dense(z, features)


def make_decoder(features):
  return Decoder.shared(features=features, name='decoder')


def twice(module, x):
  return module(module(x))


class Net(nn.Module):
  def _mixers(self):
    first = nn.Dense.shared(features=6, name='first')
    second = nn.Dense.shared(features=6, name='second')
    return first, second

  def _last(self):
    return nn.Dense.shared(features=6, name='last')

  def apply(self, x):
    decoder = make_decoder(6)
    first, second = self._mixers()
    x = twice(decoder, first(second(first(x))))
    last = self._last()

    def block(h):
      return nn.relu(last(h))

    return decoder(block(block(x)))
