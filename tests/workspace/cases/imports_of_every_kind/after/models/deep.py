from typing import Any

from flax import linen as nn

from ..models.layers import Block


class Deep(nn.Module):

  depth: Any

  @nn.compact
  def __call__(self, x):
    for _ in range(self.depth):
      x = Block(features=3)(x)
    return x
