# Norms by name, some of them plain functions with settings that the modules take too.
import functools

from flax import nn
import jax
import jax.numpy as jnp


def no_norm(x, train=True, name=None):
  return x


def pixel_norm(x, train=True, name=None, epsilon=1e-6):
  return x / jnp.sqrt(jnp.mean(x ** 2, axis=-1, keepdims=True) + epsilon)


class CondNorm(nn.Module):
  def apply(self, x, train=True):
    return nn.BatchNorm(x, use_running_average=not train)


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
  def apply(self, x, features, norm='none', act='relu', train=True):
    norm_fn = get_norm(norm)
    act_fn = get_act(act)
    x = nn.Conv(x, features, (3, 3), name='conv')
    x = norm_fn(x, train=train, name='norm')
    return act_fn(x)


class Net(nn.Module):
  def apply(self, x, norm='cond', train=True):
    for i in range(2):
      x = Block(x, 4 * (i + 1), norm=norm, train=train, name='block%d' % i)
    x = _NORMS['pixel'](x, train)
    return nn.Dense(jnp.mean(x, axis=(1, 2)), 3)
