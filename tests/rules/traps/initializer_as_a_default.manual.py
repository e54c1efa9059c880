# expect: LIN101 unsafe: third argument
from flax import nn
import jax.numpy as jnp


class Layer(nn.Module):
  def apply(self, x, init=lambda key, shape: jnp.ones(shape)):
    return nn.Dense(x, 3, bias_init=init)
