# expect: LIN109 unsafe: state
from flax import nn


class Block(nn.Module):
  def apply(self, x, features=3):
    return nn.BatchNorm(nn.Dense(x, features))


class Net(nn.Module):
  def apply(self, x, weights):
    return Block.call(weights, x, features=4)
