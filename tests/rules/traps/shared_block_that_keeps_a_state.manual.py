# expect: LIN106 unsafe: initial
from flax import nn


class Net(nn.Module):
  def apply(self, x, y):
    block = Block.shared(features=4, name='block')
    return block(x) + block(y)


def normalized(x):
  return nn.BatchNorm(x)


class Block(nn.Module):
  def apply(self, x, features):
    return normalized(nn.Dense(x, features))
