# A module that calls itself, with the setting by position and by keyword.
from typing import Any

from flax import linen as nn


class Tree(nn.Module):
  depth: Any
  width: int = 3

  @nn.compact
  def __call__(self, x):
    x = nn.Dense(self.width)(x)
    if self.depth == 0:
      return x
    return Tree(self.depth - 1, width=self.width)(x) + Tree(depth=self.depth - 1)(x)
