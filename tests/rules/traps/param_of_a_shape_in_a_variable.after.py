# The shape is in a variable and the initialiser a parameter without default: the order is still the old one.
from typing import Any

from flax import linen as nn


class AddPositions(nn.Module):
  max_len: int = 20
  posemb_init: Any = None

  @nn.compact
  def __call__(self, x):
    shape = (1, self.max_len, x.shape[-1])
    table = self.param('pos_embedding', self.posemb_init, shape)
    return x + table[:, :x.shape[1]]
