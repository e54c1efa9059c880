# Helpers that are handed fields: what all callers give them is known to `setup` too.
from flax import nn

RATE = 0.1


class Encoder(nn.Module):
  def apply(self, x, latents, hidden=8):
    return nn.Dense(nn.relu(nn.Dense(x, hidden, name='fc1')), latents, name='fc2')


class AutoEncoder(nn.Module):
  def apply(self, x, latents=4, hidden=8, name_of='encoder', train=False):
    z = self._create_encoder(latents, size=hidden)(x)
    return self._decode(z, hidden, train)

  @nn.module_method
  def encode(self, x, latents=4, hidden=8, **unused_kwargs):
    encoder = self._create_encoder(latents, size=hidden)
    return encoder(x)

  @nn.module_method
  def decode(self, z, hidden=8, train=False, **unused_kwargs):
    return self._decode(z, hidden, train)

  def _create_encoder(self, latents, size, kernel_init=nn.initializers.ones):
    return self._create(latents, size, 'linear')

  def _create(self, latents, hidden, kind):
    return Encoder.shared(
        latents=latents, hidden=hidden if kind == 'linear' else 2, name='encoder')

  def _decode(self, z, hidden, train):
    z = nn.relu(nn.Dense(z, hidden, name='up'))
    return nn.dropout(nn.Dense(z, 6, name='out'), RATE, deterministic=not train)


class Net(nn.Module):
  def apply(self, x):
    model = AutoEncoder.shared(hidden=7, name='model')
    return model(x), model.decode(model.encode(x))
