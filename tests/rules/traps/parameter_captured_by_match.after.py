# A pattern binds `width`; with `self.width` in its place it would compare instead.
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  kind: Any = ('wide', 3)
  width: int = 2

  @nn.compact
  def __call__(self, x):
    width = self.width
    match self.kind:
      case ('wide', width):
        x = nn.relu(x)
    return nn.Dense(width)(x)
