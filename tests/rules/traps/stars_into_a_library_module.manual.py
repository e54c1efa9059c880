# expect: LIN103 unsafe: `*`
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3, *(True, jnp.float32, None, nn.initializers.ones))
