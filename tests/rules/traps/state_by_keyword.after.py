# State by keywords in another order, and left alone while initialising.
from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    count = self.variable('batch_stats', 'count', lambda: jnp.zeros((x.shape[-1],)))
    if not self.is_initializing():
      count.value = count.value + 1
    return nn.Dense(3)(x) * count.value.sum()
