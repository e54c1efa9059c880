# expect: LIN101 manual: hands modules to `jax.checkpoint`
import jax
from flax import nn


def head(x):
  def block(x):
    return nn.Dense(nn.LayerNorm(x), 3)

  return jax.checkpoint(block)(x)


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(head(x), 2)
