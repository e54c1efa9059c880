# A base whose `apply` only raises, and has a parameter without default.
from flax import nn


class Block(nn.Module):
  def apply(self, x, features):
    raise NotImplementedError


class Res(Block):
  def apply(self, x, features, act=nn.relu):
    return x + act(nn.Dense(x, features))


class Net(nn.Module):
  def apply(self, x, block=Res):
    return block(x, 4)
