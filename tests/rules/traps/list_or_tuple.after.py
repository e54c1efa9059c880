# A field makes a tuple of a list; this asks for either.
import dataclasses
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  hidden: Any = dataclasses.field(default_factory=lambda: [4])

  @nn.compact
  def __call__(self, x):
    sizes = self.hidden if isinstance(self.hidden, (list, tuple)) else [self.hidden]
    for n in sizes:
      x = nn.Dense(n)(x)
    return x
