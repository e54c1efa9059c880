import copy
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  config: Any

  @nn.compact
  def __call__(self, x):
    config = dict(self.config)
    config = copy.deepcopy(config)
    config['depth'] += 1
    for _ in range(config['depth']):
      x = nn.Dense(config['width'])(x)
    return x


class Stack(nn.Module):
  sizes: Any

  @nn.compact
  def __call__(self, x):
    sizes = list(self.sizes)
    sizes = copy.copy(sizes)
    sizes.append(2)
    for size in sizes:
      x = nn.Dense(size)(x)
    return x


class Both(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Stack(sizes=[3, 5])(Net(config={'depth': 1, 'width': 4})(x))
