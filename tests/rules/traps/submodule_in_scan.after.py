# A module called in the body of a scan.
from flax import linen as nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    def body(self, carry, t):
      return nn.tanh(nn.Dense(4, name='cell')(carry)), t

    return nn.scan(body, variable_broadcast='params', split_rngs={'params': False})(self, x, jnp.arange(3))
