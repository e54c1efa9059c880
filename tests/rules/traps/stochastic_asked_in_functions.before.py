# Functions outside of modules have no module to ask whether there are keys.
from flax import nn
import jax
import jax.numpy as jnp


def rate():
  return 0.5 if nn.is_stochastic() else 0.


def reparameterize(mean, logvar):
  """Draws from a normal distribution."""
  if not nn.is_stochastic():
    return mean
  std = jnp.exp(0.5 * logvar)
  return mean + std * jax.random.normal(nn.make_rng(), logvar.shape)


class Net(nn.Module):
  def apply(self, x):
    x = nn.Dense(x, 3) * rate()
    return reparameterize(x, nn.Dense(x, 3))
