# expect: LIN101 unsafe: nn.make_rng
from flax import nn
from jax import random


def noisy(x, scale):
  return x + scale * random.normal(nn.make_rng(), x.shape)


class Block(nn.Module):
  def apply(self, x, scale=0.1):
    return noisy(nn.Dense(x, 4), scale)
