# expect: LIN101 manual: hands modules to `jax.remat`
import jax
from flax import nn


def saved(block, x):
  return jax.remat(block)(x)


class Net(nn.Module):
  def apply(self, x, block=nn.LayerNorm):
    return saved(block, x)
