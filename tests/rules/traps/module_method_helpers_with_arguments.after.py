# Helpers that are handed fields: what all callers give them is known to `setup` too.
from typing import Any

from flax import linen as nn

RATE = 0.1


class Encoder(nn.Module):
  latents: Any
  hidden: int = 8

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.latents, name='fc2')(nn.relu(nn.Dense(self.hidden, name='fc1')(x)))


class AutoEncoder(nn.Module):
  latents: int = 4
  hidden: int = 8
  name_of: str = 'encoder'

  def setup(self):
    self.encoder = Encoder(
        latents=self.latents, hidden=self.hidden if 'linear' == 'linear' else 2)
    self.up = nn.Dense(self.hidden)
    self.out = nn.Dense(6)
    self.dropout = nn.Dropout(rate=RATE)

  def __call__(self, x, train=False):
    z = self._create_encoder(self.latents, size=self.hidden)(x)
    return self._decode(z, self.hidden, train)

  def encode(self, x):
    encoder = self._create_encoder(self.latents, size=self.hidden)
    return encoder(x)

  def decode(self, z, train=False):
    return self._decode(z, self.hidden, train)

  def _create_encoder(self, latents, size, kernel_init=nn.initializers.ones):
    return self._create(latents, size, 'linear')

  def _create(self, latents, hidden, kind):
    return self.encoder

  def _decode(self, z, hidden, train):
    z = nn.relu(self.up(z))
    return self.dropout(self.out(z), deterministic=not train)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    model = AutoEncoder(hidden=7, name='model')
    return model(x), model.decode(model.encode(x))
