# expect: LIN401 manual: hand on a function that calls `init` itself
import jax
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(3)(x)


def parameters(key, x):
  return jax.jit(Net.init)(key, x)[1]
