# expect: LIN101 unsafe: cache of old attention
# Nothing tells which entry is replaced.
from flax import nn
import jax.numpy as jnp


class AddPosition(nn.Module):
  def apply(self, x, cache=None):
    if cache:
      if self.is_initializing():
        cache.store((4, 1, 1))
      else:
        x = x + cache.retrieve(None).i
    return x
