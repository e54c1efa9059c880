# expect: LIN401 manual: hand on a function that calls `init` itself
import jax
from flax import nn


def parameters(key, x):
  return jax.jit(nn.LayerNorm.init)(key, x)[1]
