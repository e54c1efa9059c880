import collections
from typing import Any

from flax import linen as nn
import jax.numpy as jnp

Batch = collections.namedtuple('Batch', ['features', 'weights'])
Config = collections.namedtuple('Config', ['width', 'names'])


class Encoder(nn.Module):
  config: Any

  @nn.compact
  def __call__(self, batch, mask=None):
    x = nn.Dense(self.config.width, name=self.config.names[0])(batch.features)
    return x if mask is None else x * mask


class Pooled(nn.Module):
  @nn.compact
  def __call__(self, batch, mask=None):
    total = batch.weights.sum(axis=0)
    return total if mask is None else total * mask


class Joined(nn.Module):
  config: Any
  mask: Any = None

  @nn.compact
  def __call__(self, batch):
    return jnp.concatenate([batch.features, batch.features], axis=self.config.width - 3)


class Net(nn.Module):
  config: Any

  @nn.compact
  def __call__(self, batch, mask=None):
    x = Encoder(self.config, name='encoder')(batch, mask)
    return x * Pooled(name='pooled')(batch) + Joined(self.config)(batch).sum()


class Alone(nn.Module):
  @nn.compact
  def __call__(self, batch, mask=None):
    total = batch.weights.sum(axis=0)
    return total if mask is None else total * mask


class Projected(nn.Module):
  @nn.compact
  def __call__(self, batch, mask=None):
    x = nn.Dense(3)(batch.features)
    return x if mask is None else x * mask


class Passed(nn.Module):
  @nn.compact
  def __call__(self, batch, mask=None):
    x = Weighted(2.0, name='weighted')(weights=batch.weights)
    return x if mask is None else x * mask


class Weighted(nn.Module):
  x: Any

  @nn.compact
  def __call__(self, weights):
    return self.x * weights.sum(axis=0)


def example():
  return Batch(jnp.sin(jnp.arange(8.0)).reshape(2, 4), jnp.ones((2, 1)))


def settings():
  return Config(4, ('dense', 'other'))
