# expect: LIN106 manual: `size` is given to it in a call
# Each turn makes a module of its own, so what changes from turn to turn may be a setting of it.
from flax import nn


class Block(nn.Module):
  def apply(self, x, features):
    return nn.relu(nn.Dense(x, features))


class Net(nn.Module):
  def apply(self, x, sizes=(3, 4)):
    for size in sizes:
      block = Block.shared(name=f'block_{size}')
      x = block(x, size)
    return x
