# A module called in the body of a scan.
from flax import nn
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    def body(carry, t):
      return nn.tanh(nn.Dense(carry, 4, name='cell')), t

    return jax.lax.scan(body, x, jnp.arange(3))
