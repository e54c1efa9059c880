from typing import Any

import jax.numpy as jnp
from flax import linen as nn

SIZE = 3


class Plain(nn.Module):
  width: Any

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.width)(x)


class Scaled(nn.Module):
  width: Any
  scale: float = 2.

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.width)(x) * self.scale
