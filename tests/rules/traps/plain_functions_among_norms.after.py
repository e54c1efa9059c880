# Plain functions stand where classes of norms may: they are called as these are, so they give what takes the inputs.
import functools
from typing import Any, Callable

from flax import linen as nn
import jax.numpy as jnp


def identity(name=None):
  """Leaves x alone."""
  del name
  return lambda x: x


def centred(*, axis=-1, name=None):
  """Takes the mean off."""
  def call(x):
    # Statistics are those of the example.
    mean = jnp.mean(x, axis, keepdims=True)
    text = '''
a text'''
    assert text
    return x - mean
  return call


def clipped(name: str = 'clip'):
  def call(x: jnp.ndarray) -> jnp.ndarray:
    return jnp.clip(x, -1., 1.)
  return call


def anything(*args, **kwargs): return lambda x: x


NORMS = {
    'layer': nn.LayerNorm,
    'group': functools.partial(nn.GroupNorm, num_groups=1),
    'double': lambda name=None: lambda x: 2 * x,
    'any': lambda **unused: lambda x: x,
    'clip': clipped,
}


def get_norm(kind, train):
  if kind == 'batch':
    return functools.partial(nn.BatchNorm, use_running_average=not train)
  if kind == 'centred':
    return centred
  return identity


class Block(nn.Module):
  features: Any
  norm_: Callable[..., Any] = identity

  @nn.compact
  def __call__(self, x):
    y = nn.Dense(self.features, name='dense')(x)
    return nn.relu(self.norm_(name='norm')(y))


class Net(nn.Module):
  kind: str = 'none'
  train: bool = True
  normed: bool = True
  last_: str = 'clip'

  @nn.compact
  def __call__(self, x):
    norm = get_norm(self.kind, self.train)
    x = Block(4, norm_=norm, name='first')(x)
    x = Block(4, norm_=nn.LayerNorm, name='second')(x)
    if self.normed:
      final = functools.partial(nn.LayerNorm, epsilon=1e-5)
    else:
      final = anything
    x = final(name='final')(x)
    x = identity()(x) + centred(axis=0)(x)
    local = nn.LayerNorm if self.kind == 'batch' else lambda name: lambda y: y + 1.
    x = local(name='local')(x)
    return NORMS[self.last_](name='last')(x)
