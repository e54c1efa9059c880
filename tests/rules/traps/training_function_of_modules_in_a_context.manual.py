# expect: LIN302 manual: hand it the keys that it needs
# A module has keys of its own to hand over.
from flax import nn
from jax import random


def noise(shape):
  return random.normal(nn.make_rng(), shape)


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x + noise(x.shape), 3)


def sample(key, params, shape):
  model = nn.Model(Net, params)
  with nn.stochastic(key):
    return model(noise(shape))
