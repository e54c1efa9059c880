# Factories give partials, classes or functions; a parameter stands in for a lambda where callers give one.
import functools

from flax import nn
import jax
import jax.numpy as jnp


def make_norm(kind, train, dtype=jnp.float32):
  if kind == 'bn':
    return nn.BatchNorm.partial(use_running_average=not train, dtype=dtype)
  elif kind == 'gn':
    return nn.GroupNorm.partial(num_groups=1, epsilon=1e-3, dtype=dtype)
  elif kind == 'scale':
    def scale_norm(x, name=None):
      return x / (jnp.linalg.norm(x, axis=-1, keepdims=True) + 1e-6)
    return scale_norm
  else:
    return lambda x, name: x


def make_pool(kind):
  return nn.max_pool if kind == 'max' else nn.avg_pool


class Mlp(nn.Module):
  def apply(self, x, features, norm, act=jax.nn.gelu, out=None):
    x = act(norm(nn.Dense(x, features), name='n'))
    out_fn = out or (lambda y, width: y)
    return out_fn(x, 3)


class Net(nn.Module):
  def apply(self, x, kind='bn', pool='max', train=True):
    norm = make_norm(kind, train)
    x = make_pool(pool)(x, (2, 2), strides=(2, 2))
    x = x.reshape((x.shape[0], -1))
    x = Mlp(x, 8, norm)
    x = Mlp(x, 8, norm=make_norm('gn', train), out=nn.Dense)
    return x
