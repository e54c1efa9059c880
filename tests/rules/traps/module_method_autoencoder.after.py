# The guide's AutoEncoder: a shared module out of a helper method, used by two methods.
from typing import Any

from flax import linen as nn


class Encoder(nn.Module):
  latents_: Any

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.latents_, name='latents')(nn.relu(nn.Dense(8, name='hidden')(x)))


class Decoder(nn.Module):
  features: Any

  @nn.compact
  def __call__(self, z):
    return nn.Dense(self.features, name='out')(z)


class AutoEncoder(nn.Module):
  latents: int = 4
  features: int = 6

  def _create_submodules(self, features):
    return self.decoder

  def setup(self):
    self.decoder = Decoder(features=6)

  @nn.compact
  def __call__(self, x):
    decoder = self._create_submodules(self.features)
    z = Encoder(self.latents, name='encoder')(x)
    return decoder(z)

  def generate(self, z):
    decoder = self._create_submodules(self.features)
    return nn.sigmoid(decoder(z))


class Both(nn.Module):
  @nn.compact
  def __call__(self, x, z):
    model = AutoEncoder(latents=4, name='model')
    return model(x), model.generate(z)
