# What a partial bound reached every method: fields are shared, inputs are each method's own.
from flax import nn


class Block(nn.Module):
  def apply(self, x, features, bias=True, scale=1.0, train=True):
    x = nn.Dense(x, features, bias=bias, name='dense')
    return scale * x if train else x

  @nn.module_method
  def halves(self, x, bias, features, scale=1.0, train=True, **rest):
    y = nn.Dense(x, features, bias=bias, name='dense')
    scale = scale * 0.5
    return scale * y if train else y

  @nn.module_method
  def plain(self, x, *, factor, features, **rest):
    return factor * nn.relu(x) * features


class Net(nn.Module):
  def apply(self, x, train=True):
    block = Block.shared(features=6, bias=False, scale=3.0, name='block')
    y = block(x, train=train)
    other = Block.shared(name='other')
    z = other(x, 6)
    return block.halves(y, train=False), block.plain(y, factor=2.0), other.halves(z, True, 6)
