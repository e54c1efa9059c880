# What differs from call to call of one module is an input, though a partial or a plain call would make it a field.
from typing import Any

from flax import linen as nn


class Block(nn.Module):
  width: Any

  @nn.compact
  def __call__(self, x, skip=False, train=True):
    y = nn.Dense(self.width)(x)
    y = nn.Dropout(rate=0.5)(y, deterministic=not train)
    return x + y if skip else y


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    block = Block(width=6, name='block')
    x = block(x, train=False)
    x = block(x, skip=True, train=False)
    return block(x, skip=False, train=False)
