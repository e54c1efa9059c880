# Hyper-parameters given with the inputs, at every call or at one of the module's methods of calling it.
from flax import nn

WIDTH = 5


class Block(nn.Module):
  def apply(self, x, width, activation=nn.relu, scale=1.0):
    return scale * activation(nn.Dense(x, width))


class Net(nn.Module):
  def apply(self, x, width=6, use_bias=True):
    block = Block.shared(name='block')
    first = nn.Dense.shared(name='first')
    last = nn.Dense.shared(name='last')
    x = first(x, width, bias=use_bias)
    x = block(x, width, nn.tanh)
    x = block(x, width=width, activation=nn.tanh)
    return last(x, WIDTH)
