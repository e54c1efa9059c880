# expect: LIN106 manual: `scale` is given to it in a call
from flax import nn


class Block(nn.Module):
  def apply(self, x, scale):
    return nn.Dense(x, 3) * float(scale)


class Net(nn.Module):
  def apply(self, x, scale=1):
    block = Block.shared(name='block')
    scale = scale + 1
    return block(x, scale)
