# What a partial bound reached every method: fields are shared, inputs are each method's own.
from typing import Any

from flax import linen as nn


class Block(nn.Module):
  features: Any
  bias: bool = True
  scale: float = 1.0

  def setup(self):
    self.dense = nn.Dense(self.features, use_bias=self.bias)

  def __call__(self, x, train=True):
    x = self.dense(x)
    return self.scale * x if train else x

  def halves(self, x, train=True):
    scale = self.scale
    y = self.dense(x)
    scale = scale * 0.5
    return scale * y if train else y

  def plain(self, x, *, factor):
    return factor * nn.relu(x) * self.features


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, train=True):
    block = Block(features=6, bias=False, scale=3.0, name='block')
    y = block(x, train=train)
    other = Block(features=6, bias=True, name='other')
    z = other(x)
    return block.halves(y, train=False), block.plain(y, factor=2.0), other.halves(z)
