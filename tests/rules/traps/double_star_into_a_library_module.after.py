from typing import Any

from flax import linen as nn


class ConvBlock(nn.Module):

  features: Any
  train: bool = False

  @nn.compact
  def __call__(self, x, **kwargs):
    if 'padding' not in kwargs:
      kwargs['padding'] = 'VALID'
    x = nn.Conv(self.features, use_bias=False, **kwargs, name='conv')(x)
    x = nn.BatchNorm(use_running_average=not self.train, name='bn')(x)
    return nn.relu(x)


class Net(nn.Module):

  @nn.compact
  def __call__(self, x, train=False):
    x = ConvBlock(4, train)(x, kernel_size=(3, 3))
    return ConvBlock(4, train)(x, kernel_size=(2, 2), strides=(2, 2), padding='SAME')


def run(x, key):
  params = Net().init(key, x, train=True)['params']
  return params
