# `z_rng` reaches `random.normal` through a function of the file: a key is an input.
from flax import linen as nn
from jax import random
import jax.numpy as jnp


def reparameterize(rng, mean, logvar):
  return mean + jnp.exp(0.5 * logvar) * random.normal(rng, logvar.shape)


class VAE(nn.Module):
  latents: int = 5

  @nn.compact
  def __call__(self, x, z_rng):
    h = nn.relu(nn.Dense(12, name='fc1')(x))
    mean = nn.Dense(self.latents, name='mean')(h)
    logvar = nn.Dense(self.latents, name='logvar')(h)
    z = reparameterize(z_rng, mean, logvar)
    return nn.Dense(x.shape[-1], name='out')(z), mean, logvar
