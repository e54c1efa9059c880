import functools
from typing import Any

from flax import linen as nn


class Block(nn.Module):

  features: Any
  norm_layer: str = 'group_norm'
  train: bool = True

  @nn.compact
  def __call__(self, x):
    norm_layer = self.norm_layer
    if norm_layer == 'batch_norm':
      norm_layer = functools.partial(nn.BatchNorm, use_running_average=not self.train)
    elif norm_layer == 'group_norm':
      norm_layer = functools.partial(nn.GroupNorm, num_groups=2)
    y = norm_layer(name='norm')(nn.Dense(self.features)(x))
    return nn.relu(y)


class Net(nn.Module):

  norm_layer: str = 'group_norm'

  @nn.compact
  def __call__(self, x, train=True):
    return Block(16, self.norm_layer, train=train)(x)


def build(config):
  return functools.partial(Block, norm_layer=config.get('norm_layer', 'group_norm'))


def run(x, key):
  params = Net().init(key, x, train=False)['params']
  return params
