# Without scale and bias nothing of float32 is left in a norm whose inputs are of 16 bits: the old default is needed.
from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  n: int = 6

  @nn.compact
  def __call__(self, x):
    x = x.astype(jnp.bfloat16)
    y = nn.LayerNorm(use_bias=False, use_scale=False, dtype=jnp.float32)(x) + nn.LayerNorm(use_bias=False)(x)
    z = nn.BatchNorm(use_bias=False, use_scale=False, momentum=.9, use_running_average=False, dtype=jnp.float32)(x)
    u = nn.GroupNorm(2, use_bias=False, use_scale=False, dtype=jnp.float16)(x)
    return nn.GroupNorm(2, use_bias=False, use_scale=False, dtype=jnp.float32)(x) + y + z + nn.Dense(self.n)(u)
