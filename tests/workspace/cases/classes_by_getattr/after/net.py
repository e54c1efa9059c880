from flax import linen as nn

import layers
import mixed


class Net(nn.Module):
  """All that may be looked up is a module."""

  kind: str = 'Plain'

  @nn.compact
  def __call__(self, x):
    x = getattr(layers, 'Scaled')(layers.SIZE, scale=3.)(x)
    cls = getattr(layers, self.kind)
    return cls(width=4)(x) + getattr(layers, self.kind)(4, name='last')(x)


class Mixed(nn.Module):
  """What is looked up may be a function as well."""

  kind: str = 'Deep'

  @nn.compact
  def __call__(self, x):
    return getattr(mixed, self.kind)(4)(x)
