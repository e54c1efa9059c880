# The guide's AutoEncoder: a shared module out of a helper method, used by two methods.
from flax import nn


class Encoder(nn.Module):
  def apply(self, x, latents):
    return nn.Dense(nn.relu(nn.Dense(x, 8, name='hidden')), latents, name='latents')


class Decoder(nn.Module):
  def apply(self, z, features):
    return nn.Dense(z, features, name='out')


class AutoEncoder(nn.Module):
  def _create_submodules(self, features):
    return Decoder.shared(features=6, name='decoder')

  def apply(self, x, latents=4, features=6):
    decoder = self._create_submodules(features)
    z = Encoder(x, latents, name='encoder')
    return decoder(z)

  @nn.module_method
  def generate(self, z, features=6, **unused_kwargs):
    decoder = self._create_submodules(features)
    return nn.sigmoid(decoder(z))


class Both(nn.Module):
  def apply(self, x, z):
    model = AutoEncoder.shared(latents=4, name='model')
    return model(x), model.generate(z)
