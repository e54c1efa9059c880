# expect: LIN101 manual: BatchNorm and LayerNorm
from flax import nn


class Block(nn.Module):
  def apply(self, x, norm=nn.LayerNorm):
    if norm is nn.BatchNorm:
      x = x - 1.
    return norm(nn.Dense(x, 4))


class Net(nn.Module):
  def apply(self, x):
    return Block(x, norm=nn.BatchNorm)
