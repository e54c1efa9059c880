# expect: LIN101 unsafe: Block
from flax import nn
from models.layers import Block


class Net(nn.Module):
  def apply(self, x, n=3):
    x = Block(x, n, name='block')
    return nn.Dense(x, n)
