# A lambda as the initialiser of state has to be called, not returned.
from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    buffer = self.variable('batch_stats', 'buffer', lambda: (lambda rng, shape: jnp.full(shape, 2.0))(self.make_rng('params'), (4,)))
    return x * buffer.value
