# Factories give partials, classes or functions; a parameter stands in for a lambda where callers give one.
import functools
from typing import Any, Callable

from flax import linen as nn
import jax
import jax.numpy as jnp


def make_norm(kind, train, dtype=jnp.float32):
  if kind == 'bn':
    return functools.partial(nn.BatchNorm, use_running_average=not train, dtype=dtype)
  elif kind == 'gn':
    return functools.partial(nn.GroupNorm, num_groups=1, epsilon=1e-3, dtype=dtype)
  elif kind == 'scale':
    def scale_norm(name=None):
      return lambda x: x / (jnp.linalg.norm(x, axis=-1, keepdims=True) + 1e-6)
    return scale_norm
  else:
    return lambda name: lambda x: x


def make_pool(kind):
  return nn.max_pool if kind == 'max' else nn.avg_pool


class Mlp(nn.Module):
  features: Any
  norm: Any
  act: Callable[..., Any] = jax.nn.gelu
  out: Any = None

  @nn.compact
  def __call__(self, x):
    x = self.act(self.norm(name='n')(nn.Dense(self.features)(x)))
    out_fn = self.out or (lambda width: lambda y: y)
    return out_fn(3)(x)


class Net(nn.Module):
  kind: str = 'bn'
  pool: str = 'max'
  train: bool = True

  @nn.compact
  def __call__(self, x):
    norm = make_norm(self.kind, self.train)
    x = make_pool(self.pool)(x, (2, 2), strides=(2, 2))
    x = x.reshape((x.shape[0], -1))
    x = Mlp(8, norm)(x)
    x = Mlp(8, norm=make_norm('gn', self.train), out=nn.Dense)(x)
    return x
