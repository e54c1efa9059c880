# expect: LIN101 unsafe: cache of old attention
# What it keeps beside its place has no counterpart.
from flax import nn
import jax.numpy as jnp


class AddPosition(nn.Module):
  def apply(self, x, cache=None):
    if cache:
      if self.is_initializing():
        cache.store((4, 1, 1))
      else:
        entry = cache.retrieve(None)
        x = x + entry.key[:, :1, 0]
        cache.store(entry.replace(i=entry.i + 1))
    return x
