# expect: LIN101 unsafe: cache of old attention
# Which turn reads what the one before wrote?
from flax import nn
import jax.numpy as jnp


class AddPosition(nn.Module):
  def apply(self, x, cache=None):
    if cache:
      if self.is_initializing():
        cache.store((4, 1, 1))
      else:
        entry = cache.retrieve(None)
        for _ in range(2):
          x = x + entry.i
          cache.store(entry.replace(i=entry.i + 1))
    return x
