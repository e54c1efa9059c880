# expect: LIN103 manual: function
from flax import nn


def identity(x):
  return x


class Block(nn.Module):
  def apply(self, x, n, norm=nn.LayerNorm):
    return nn.relu(norm(nn.Dense(x, n)))


class Net(nn.Module):
  def apply(self, x):
    return Block(x, 4, norm=identity)
