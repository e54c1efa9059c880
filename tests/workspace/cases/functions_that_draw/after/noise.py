from flax import linen as nn
from jax import random


def add_noise(key, x, stddev):
  return x + stddev * random.normal(key, x.shape)
