# The old default dtype was float32. With parameters in float32, Linen's None means that, too.
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, n=4):
    y = nn.Dense(x.astype(jnp.float16), n)
    z = nn.Dense((10 * x).astype(jnp.int32), n)
    h = nn.Dense(nn.LayerNorm(x.astype(jnp.bfloat16)), n, dtype=jnp.float16)
    return y + z + nn.Dense(h, n)
