# expect: LIN101 unsafe: cache of old attention
# Whoever gets it may do anything.
from flax import nn
import jax.numpy as jnp


class AddPosition(nn.Module):
  def apply(self, x, cache=None):
    if cache:
      if self.is_initializing():
        cache.store((4, 1, 1))
      else:
        entry = cache.retrieve(None)
        x = jnp.add(x, len(vars(entry)))
        cache.store(entry.replace(i=entry.i + 1))
    return x
