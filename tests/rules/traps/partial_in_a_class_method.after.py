import functools
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  width: Any
  depth: int = 2

  @nn.compact
  def __call__(self, x):
    for _ in range(self.depth):
      x = nn.Dense(self.width)(x)
    return x

  @classmethod
  def small(cls):
    return functools.partial(cls, width=3)


SMALL = Net.small()
