"""A variational autoencoder."""

from flax import nn
from jax import random
import jax.numpy as jnp


class Encoder(nn.Module):

  def apply(self, x, latents):
    x = nn.Dense(x, 16, name='fc1')
    x = nn.relu(x)
    mean_x = nn.Dense(x, latents, name='fc2_mean')
    logvar_x = nn.Dense(x, latents, name='fc2_logvar')
    return mean_x, logvar_x


class Decoder(nn.Module):

  def apply(self, z, size):
    z = nn.Dense(z, 16, name='fc1')
    z = nn.relu(z)
    return nn.Dense(z, size, name='fc2')


class VAE(nn.Module):

  def apply(self, x, z_rng, size, latents=4):
    decoder = self._create_decoder(size)
    mean, logvar = Encoder(x, latents, name='encoder')
    z = reparameterize(z_rng, mean, logvar)
    return decoder(z), mean, logvar

  @nn.module_method
  def generate(self, z, size, **unused_kwargs):
    return nn.sigmoid(self._create_decoder(size)(z))

  def _create_decoder(self, size):
    return Decoder.shared(size=size, name='decoder')


def reparameterize(rng, mean, logvar):
  std = jnp.exp(0.5 * logvar)
  return mean + random.normal(rng, logvar.shape) * std
