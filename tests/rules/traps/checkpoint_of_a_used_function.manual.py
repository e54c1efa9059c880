# expect: LIN111 manual: elsewhere
import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    def block(h):
      return nn.Dense(h, 3)

    return jax.checkpoint(block)(block(x))
