# What differs from call to call of one module is an input, though a partial or a plain call would make it a field.
from flax import nn


class Block(nn.Module):
  def apply(self, x, width, skip=False, train=True):
    y = nn.Dense(x, width)
    y = nn.dropout(y, 0.5, deterministic=not train)
    return x + y if skip else y


class Net(nn.Module):
  def apply(self, x):
    block = Block.shared(width=6, name='block')
    x = block(x, train=False)
    x = block(x, skip=True, train=False)
    return block(x, skip=False, train=False)
