# Without scale and bias nothing of float32 is left in a norm whose inputs are of 16 bits: the old default is needed.
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, n=6):
    x = x.astype(jnp.bfloat16)
    y = nn.LayerNorm(x, bias=False, scale=False) + nn.LayerNorm(x, bias=False)
    z = nn.BatchNorm(x, bias=False, scale=False, momentum=.9)
    u = nn.GroupNorm(x, 2, bias=False, scale=False, dtype=jnp.float16)
    return nn.GroupNorm(x, 2, bias=False, scale=False) + y + z + nn.Dense(u, n)
