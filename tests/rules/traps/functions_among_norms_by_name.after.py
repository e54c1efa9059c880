# Norms by name, some of them plain functions with settings that the modules take too.
import functools
from typing import Any

from flax import linen as nn
import jax
import jax.numpy as jnp


def no_norm(train=True, name=None):
  return lambda x: x


def pixel_norm(train=True, name=None, epsilon=1e-6):
  return lambda x: x / jnp.sqrt(jnp.mean(x ** 2, axis=-1, keepdims=True) + epsilon)


class CondNorm(nn.Module):
  train: bool = True

  @nn.compact
  def __call__(self, x):
    return nn.BatchNorm(use_running_average=not self.train)(x)


_NORMS = {'none': no_norm, 'pixel': pixel_norm, 'cond': CondNorm}

_ACTS = {
    'relu': nn.relu,
    'linear': lambda x: x,
    'lrelu': functools.partial(nn.leaky_relu, negative_slope=0.2),
}


def get_norm(name):
  if name not in _NORMS:
    raise ValueError(name)
  return _NORMS[name]


def get_act(name):
  return _ACTS[name]


class Block(nn.Module):
  features: Any
  norm_: str = 'none'
  act: str = 'relu'
  train: bool = True

  @nn.compact
  def __call__(self, x):
    norm_fn = get_norm(self.norm_)
    act_fn = get_act(self.act)
    x = nn.Conv(self.features, (3, 3), name='conv')(x)
    x = norm_fn(train=self.train, name='norm')(x)
    return act_fn(x)


class Net(nn.Module):
  norm: str = 'cond'
  train: bool = True

  @nn.compact
  def __call__(self, x):
    for i in range(2):
      x = Block(4 * (i + 1), norm_=self.norm, train=self.train, name='block%d' % i)(x)
    x = _NORMS['pixel'](self.train)(x)
    return nn.Dense(3)(jnp.mean(x, axis=(1, 2)))
