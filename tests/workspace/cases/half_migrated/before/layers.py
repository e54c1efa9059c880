from typing import Any

from flax import linen as nn


class Block(nn.Module):
  features: int
  norm: Any = nn.LayerNorm

  @nn.compact
  def __call__(self, x, train):
    return self.norm()(nn.Dense(self.features)(x))
