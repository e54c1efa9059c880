# expect: LIN101 manual: hands modules to `jax.checkpoint`
import jax
from flax import nn


@jax.checkpoint
def block(x):
  return nn.relu(nn.Dense(x, 3))


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(block(block(x)), 2)
