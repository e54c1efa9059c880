# expect: LIN101 manual: in line 17 of this file has to hand it the key that `nn.stochastic` had
from flax import nn
from jax import random


def noisy(x):
  return x + random.normal(nn.make_rng(), x.shape)


class Block(nn.Module):
  def apply(self, x):
    return noisy(nn.Dense(x, 4))


def train_step(x, key):
  with nn.stochastic(key):
    return noisy(x)
