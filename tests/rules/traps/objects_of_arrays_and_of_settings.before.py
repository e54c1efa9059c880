import collections

from flax import nn
import jax.numpy as jnp

Batch = collections.namedtuple('Batch', ['features', 'weights'])
Config = collections.namedtuple('Config', ['width', 'names'])


class Encoder(nn.Module):
  def apply(self, batch, config, mask=None):
    x = nn.Dense(batch.features, config.width, name=config.names[0])
    return x if mask is None else x * mask


class Pooled(nn.Module):
  def apply(self, batch, mask=None):
    total = batch.weights.sum(axis=0)
    return total if mask is None else total * mask


class Joined(nn.Module):
  def apply(self, batch, config, mask=None):
    return jnp.concatenate([batch.features, batch.features], axis=config.width - 3)


class Net(nn.Module):
  def apply(self, batch, config, mask=None):
    x = Encoder(batch, config, mask, name='encoder')
    return x * Pooled(batch, name='pooled') + Joined(batch, config).sum()


class Alone(nn.Module):
  def apply(self, batch, mask=None):
    total = batch.weights.sum(axis=0)
    return total if mask is None else total * mask


class Projected(nn.Module):
  def apply(self, batch, mask=None):
    x = nn.Dense(batch.features, 3)
    return x if mask is None else x * mask


class Passed(nn.Module):
  def apply(self, batch, mask=None):
    x = Weighted(2.0, weights=batch.weights, name='weighted')
    return x if mask is None else x * mask


class Weighted(nn.Module):
  def apply(self, x, weights):
    return x * weights.sum(axis=0)


def example():
  return Batch(jnp.sin(jnp.arange(8.0)).reshape(2, 4), jnp.ones((2, 1)))


def settings():
  return Config(4, ('dense', 'other'))
