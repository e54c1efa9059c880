# expect: LIN101 unsafe: `config.width` finds a FrozenDict in `config`, no `EasyDict`
from easydict import EasyDict
from flax import nn


class Net(nn.Module):
  def apply(self, x, config):
    return nn.Dense(x, config.width)


class Outer(nn.Module):
  def apply(self, x):
    return Net(x, config=EasyDict(width=3))
