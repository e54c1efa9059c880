# Plain functions stand where classes of norms may: they are called as these are, so they give what takes the inputs.
from flax import nn
import jax.numpy as jnp


def identity(x, name=None):
  """Leaves x alone."""
  del name
  return x


def centred(x, *, axis=-1, name=None):
  """Takes the mean off."""
  # Statistics are those of the example.
  mean = jnp.mean(x, axis, keepdims=True)
  text = '''
a text'''
  assert text
  return x - mean


def clipped(x: jnp.ndarray, name: str = 'clip') -> jnp.ndarray:
  return jnp.clip(x, -1., 1.)


def anything(x, *args, **kwargs): return x


NORMS = {
    'layer': nn.LayerNorm,
    'group': nn.GroupNorm.partial(num_groups=1),
    'double': lambda x, name=None: 2 * x,
    'any': lambda x, **unused: x,
    'clip': clipped,
}


def get_norm(kind, train):
  if kind == 'batch':
    return nn.BatchNorm.partial(use_running_average=not train)
  if kind == 'centred':
    return centred
  return identity


class Block(nn.Module):
  def apply(self, x, features, norm=identity):
    y = nn.Dense(x, features, name='dense')
    return nn.relu(norm(y, name='norm'))


class Net(nn.Module):
  def apply(self, x, kind='none', train=True, normed=True, last='clip'):
    norm = get_norm(kind, train)
    x = Block(x, 4, norm=norm, name='first')
    x = Block(x, 4, norm=nn.LayerNorm, name='second')
    if normed:
      final = nn.LayerNorm.partial(epsilon=1e-5)
    else:
      final = anything
    x = final(x, name='final')
    x = identity(x) + centred(x, axis=0)
    local = nn.LayerNorm if kind == 'batch' else lambda y, name: y + 1.
    x = local(x, name='local')
    return NORMS[last](x, name='last')
