# A function of the file returns the layer: what it returns is a module class.
from flax import nn


def get_norm(name):
  if name == 'layer':
    return nn.LayerNorm
  return nn.GroupNorm.partial(num_groups=1)


class Net(nn.Module):
  def apply(self, x, norm='layer'):
    norm_layer = get_norm(norm)
    return norm_layer(nn.Dense(x, 3))
