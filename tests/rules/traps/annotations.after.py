# Annotations that are strings, qualified, or of arrays.
from typing import Any, Callable as C, Optional
import typing as t

from flax import linen as nn
import jax.numpy as jnp

Array = jnp.ndarray


class Net(nn.Module):
  features: int
  act: 'C' = nn.relu
  drop: t.Optional[float] = None

  @nn.compact
  def __call__(self, x: Array, mask: Optional[Array] = None) -> Array:
    x = self.act(nn.Dense(self.features)(x))
    return x if mask is None else x * mask
