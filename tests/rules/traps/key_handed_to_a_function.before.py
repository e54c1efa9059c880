# `z_rng` reaches `random.normal` through a function of the file: a key is an input.
from flax import nn
from jax import random
import jax.numpy as jnp


def reparameterize(rng, mean, logvar):
  return mean + jnp.exp(0.5 * logvar) * random.normal(rng, logvar.shape)


class VAE(nn.Module):
  def apply(self, x, z_rng, latents=5):
    h = nn.relu(nn.Dense(x, 12, name='fc1'))
    mean = nn.Dense(h, latents, name='mean')
    logvar = nn.Dense(h, latents, name='logvar')
    z = reparameterize(z_rng, mean, logvar)
    return nn.Dense(z, x.shape[-1], name='out'), mean, logvar
