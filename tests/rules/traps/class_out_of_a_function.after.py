# A function of the file returns the layer: what it returns is a module class.
import functools

from flax import linen as nn


def get_norm(name):
  if name == 'layer':
    return nn.LayerNorm
  return functools.partial(nn.GroupNorm, num_groups=1)


class Net(nn.Module):
  norm: str = 'layer'

  @nn.compact
  def __call__(self, x):
    norm_layer = get_norm(self.norm)
    return norm_layer()(nn.Dense(3)(x))
