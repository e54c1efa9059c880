from flax import nn

import layers
import mixed


class Net(nn.Module):
  """All that may be looked up is a module."""

  def apply(self, x, kind='Plain'):
    x = getattr(layers, 'Scaled')(x, layers.SIZE, scale=3.)
    cls = getattr(layers, kind)
    return cls(x, width=4) + getattr(layers, kind)(x, 4, name='last')


class Mixed(nn.Module):
  """What is looked up may be a function as well."""

  def apply(self, x, kind='Deep'):
    return getattr(mixed, kind)(x, 4)
