# One layer for each element: names are counted as before.
from typing import Tuple

from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  widths: Tuple[int, ...] = (3, 4)

  @nn.compact
  def __call__(self, x):
    ys = [nn.Dense(w)(x) for w in self.widths]
    return jnp.concatenate(ys, axis=-1)
