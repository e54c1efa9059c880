# expect: LIN111 manual: arguments
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    def block(h, n):
      return nn.Dense(h, n)

    return jax.jit(block, static_argnums=(1,))(x, 3)
