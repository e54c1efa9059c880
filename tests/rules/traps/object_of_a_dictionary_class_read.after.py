from typing import Any, NamedTuple

from flax import linen as nn


class AttrDict(dict):
  __getattr__ = dict.__getitem__


class Sizes(NamedTuple):
  width: int


class Net(nn.Module):
  config: Any
  sizes: Any

  @nn.compact
  def __call__(self, x):
    for key, width in self.config.items():
      x = nn.Dense(width + self.config[key] + self.sizes.width)(x)
    return x


class Outer(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Net(config=AttrDict(a=2), sizes=Sizes(3))(x)
