# A norm that computes in float32, wherever that is said.
from typing import Any

from flax import linen as nn
import jax.numpy as jnp
import numpy as np


class Block(nn.Module):
  dtype: Any = jnp.float32
  eps: float = 1e-5

  @nn.compact
  def __call__(self, x):
    return nn.LayerNorm(dtype=self.dtype)(x) + nn.LayerNorm(self.eps, np.float32)(x) + nn.LayerNorm(dtype='float32')(x)


class Net(nn.Module):
  dtype: Any = jnp.float32

  @nn.compact
  def __call__(self, x):
    y = nn.GroupNorm(2, dtype=jnp.bfloat16)(x) + nn.BatchNorm(dtype=jnp.bfloat16, use_running_average=False)(x)
    block_2 = Block(dtype=self.dtype)(x)
    return y + Block(dtype=np.float32)(block_2)
