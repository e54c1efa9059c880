# `train` and `deterministic`, handed down through two classes.
from flax import nn


class Block(nn.Module):
  def apply(self, x, n=3, rate=0.5, train=True):
    x = nn.BatchNorm(x, use_running_average=not train, momentum=.9, epsilon=1e-5)
    x = nn.dropout(nn.Dense(x, n), rate, not train)
    return nn.dropout(x, rate=rate) if train else x


class Net(nn.Module):
  def apply(self, x, train):
    return Block(x, train=train)
