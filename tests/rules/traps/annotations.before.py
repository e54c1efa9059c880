# Annotations that are strings, qualified, or of arrays.
from typing import Any, Callable as C, Optional
import typing as t

from flax import nn
import jax.numpy as jnp

Array = jnp.ndarray


class Net(nn.Module):
  def apply(self, x: Array, features: int, act: 'C' = nn.relu, drop: t.Optional[float] = None,
            mask: Optional[Array] = None) -> Array:
    x = act(nn.Dense(x, features))
    return x if mask is None else x * mask
