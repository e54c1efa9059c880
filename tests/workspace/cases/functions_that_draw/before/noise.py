from flax import nn
from jax import random


def add_noise(x, stddev):
  return x + stddev * random.normal(nn.make_rng(), x.shape)
