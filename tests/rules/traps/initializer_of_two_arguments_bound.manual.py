# expect: LIN101 unsafe: third argument
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x):
    dense = nn.Dense.partial(kernel_init=lambda key, shape: jnp.ones(shape))
    return dense(x, 4)
