from flax import nn

import layers
from layers import Block


class Net(nn.Module):

  def apply(self, x, train):
    x = Block(x, train, features=3)
    x = layers.Block(features=4, name='second')(x, train)
    block = Block.partial(features=5)
    return block(x, train=train)
