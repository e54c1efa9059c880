# expect: LIN101 unsafe: `config.sizes.append` may find a tuple
from typing import NamedTuple

from flax import nn


class Config(NamedTuple):
  sizes: list


class Net(nn.Module):
  def apply(self, x, config):
    config.sizes.append(3)
    for size in config.sizes:
      x = nn.Dense(x, size)
    return x


class Outer(nn.Module):
  def apply(self, x):
    return Net(x, config=Config([4]))
