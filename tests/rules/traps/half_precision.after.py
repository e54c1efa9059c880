# The old default dtype was float32. With parameters in float32, Linen's None means that, too.
from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  n: int = 4

  @nn.compact
  def __call__(self, x):
    y = nn.Dense(self.n)(x.astype(jnp.float16))
    z = nn.Dense(self.n)((10 * x).astype(jnp.int32))
    h = nn.Dense(self.n, dtype=jnp.float16)(nn.LayerNorm()(x.astype(jnp.bfloat16)))
    return y + z + nn.Dense(self.n)(h)
