# Defaults that a dataclass refuses: displays, and calls that make a list or an array.
import dataclasses
from typing import Any

from flax import linen as nn
import jax.numpy as jnp
import numpy as onp


class Net(nn.Module):
  sizes: Any = dataclasses.field(default_factory=lambda: {'a': 3, 'b': 4})
  offset: Any = dataclasses.field(default_factory=lambda: jnp.zeros((4,)))
  bins: Any = dataclasses.field(default_factory=lambda: onp.ones(4))
  names: Any = dataclasses.field(default_factory=lambda: list())
  more: Any = dataclasses.field(default_factory=lambda: [2] * 3)

  @nn.compact
  def __call__(self, x):
    x = x + self.offset + self.bins
    for k in sorted(self.sizes):
      x = nn.Dense(self.sizes[k], name=k)(x)
    return x
