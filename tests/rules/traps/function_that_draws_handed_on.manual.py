# expect: LIN101 manual: handed on as it is
from flax import nn
import jax
from jax import random


def noisy(x):
  return x + random.normal(nn.make_rng(), x.shape)


class Block(nn.Module):
  def apply(self, x):
    return noisy(nn.Dense(x, 4)) + jax.vmap(noisy)(x)
