# A norm that computes in float32, wherever that is said.
from flax import nn
import jax.numpy as jnp
import numpy as np


class Block(nn.Module):
  def apply(self, x, dtype=jnp.float32, eps=1e-5):
    return nn.LayerNorm(x, dtype=dtype) + nn.LayerNorm(x, eps, np.float32) + nn.LayerNorm(x, dtype='float32')


class Net(nn.Module):
  def apply(self, x, dtype=jnp.float32):
    y = nn.GroupNorm(x, 2, dtype=jnp.bfloat16) + nn.BatchNorm(x, dtype=jnp.bfloat16)
    return y + Block(Block(x, dtype=dtype), dtype=np.float32)
