# expect: LIN101 unsafe: third argument
from flax import nn
import jax.numpy as jnp


class Layer(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3, True, jnp.float32, None, lambda key, shape: jnp.ones(shape))
