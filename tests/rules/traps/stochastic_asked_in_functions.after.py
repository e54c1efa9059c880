# Functions outside of modules have no module to ask whether there are keys.
from flax import linen as nn
import jax
import jax.numpy as jnp


def rate(module):
  return 0.5 if module.has_rng('dropout') else 0.


def reparameterize(module, mean, logvar):
  """Draws from a normal distribution."""
  if not module.has_rng('dropout'):
    return mean
  std = jnp.exp(0.5 * logvar)
  return mean + std * jax.random.normal(module.make_rng('dropout'), logvar.shape)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    x = nn.Dense(3)(x) * rate(self)
    return reparameterize(self, x, nn.Dense(3)(x))
