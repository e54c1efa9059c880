# expect: LIN101 manual: hands modules to `jax.vmap`
import jax
from flax import nn


def rows(layer, x):
  return jax.vmap(layer)(x)


class Net(nn.Module):
  def apply(self, x):
    return rows(nn.LayerNorm.shared(name='norm'), x)
