"""Layers that draw random numbers."""

from flax import nn
from jax import random
import jax.numpy as jnp


class StochasticDepth(nn.Module):
  """Drops a residual branch for some examples of a batch."""

  def apply(self, x, drop_rate, deterministic=False):
    # Outside of `nn.stochastic`, as in evaluation, nothing is dropped.
    if deterministic or drop_rate == 0. or not nn.is_stochastic():
      return x
    keep_rate = 1. - drop_rate
    shape = (x.shape[0],) + (1,) * (x.ndim - 1)
    mask = random.bernoulli(nn.make_rng(), keep_rate, shape)
    return jnp.where(mask, x / keep_rate, jnp.zeros_like(x))


def add_noise(x, stddev):
  """Adds normal noise."""
  return x + stddev * random.normal(nn.make_rng(), x.shape, x.dtype)


class GaussianNoise(nn.Module):
  """Noise of a learned strength."""

  def apply(self, x, init_stddev=0.1, train=True):
    log_stddev = self.param(
        'log_stddev', (x.shape[-1],),
        lambda _, shape: jnp.full(shape, jnp.log(init_stddev)))
    if not train:
      return x
    return add_noise(x, jnp.exp(log_stddev))
