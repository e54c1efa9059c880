# A lambda as the initialiser of state has to be called, not returned.
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    buffer = self.state('buffer', (4,), lambda rng, shape: jnp.full(shape, 2.0))
    return x * buffer.value
