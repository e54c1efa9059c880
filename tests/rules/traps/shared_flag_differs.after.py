# What differs from call to call of one module is an input, though a partial or a plain call would make it a field.
from typing import Any

from flax import linen as nn


class Block(nn.Module):
  width: Any
  train: bool = True

  @nn.compact
  def __call__(self, x, skip=False):
    y = nn.Dense(self.width)(x)
    y = nn.BatchNorm(use_running_average=not self.train)(y)
    return x + y if skip else y


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    block = Block(width=6, train=False, name='block')
    x = block(x)
    x = block(x, skip=True)
    return block(x, skip=False)
