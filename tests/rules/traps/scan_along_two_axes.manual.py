# expect: LIN111 manual: one axis
from flax import jax_utils
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, cache):
    def step(c, t):
      return c, nn.Dense(t, 3)

    return jax_utils.scan_in_dim(step, cache, x, axis=(1, 2))
