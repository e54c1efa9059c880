# A default that names a list of the file: a dataclass refuses that too.
import dataclasses
from typing import Any

from flax import linen as nn

SIZES = [4, 3]


class MLP(nn.Module):
  sizes: Any = dataclasses.field(default_factory=lambda: SIZES)

  @nn.compact
  def __call__(self, x):
    for size in self.sizes:
      x = nn.Dense(size)(x)
    return x
