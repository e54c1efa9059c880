# A list of modules as a default, which no dataclass takes.
import dataclasses
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  norms: Any = dataclasses.field(default_factory=lambda: [nn.LayerNorm, nn.LayerNorm])

  @nn.compact
  def __call__(self, x):
    for norm in self.norms:
      x = norm()(x)
    return nn.Dense(3)(x)
