from typing import NamedTuple

from flax import nn


class AttrDict(dict):
  __getattr__ = dict.__getitem__


class Sizes(NamedTuple):
  width: int


class Net(nn.Module):
  def apply(self, x, config, sizes):
    for key, width in config.items():
      x = nn.Dense(x, width + config[key] + sizes.width)
    return x


class Outer(nn.Module):
  def apply(self, x):
    return Net(x, config=AttrDict(a=2), sizes=Sizes(3))
