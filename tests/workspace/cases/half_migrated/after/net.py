import functools

from flax import linen as nn

import layers
from layers import Block


class Net(nn.Module):

  @nn.compact
  def __call__(self, x, train):
    x = Block(features=3)(x, train)
    x = layers.Block(features=4, name='second')(x, train)
    block = functools.partial(Block, features=5)
    return block()(x, train=train)
