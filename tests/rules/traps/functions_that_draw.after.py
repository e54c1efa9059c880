# Functions outside of modules have no module to ask for a key.
from flax import linen as nn
import jax
from jax import random


def noisy(key, x, scale):
  return x + scale * random.normal(key, x.shape)


def masked(
    key,
    x,
    rate=0.5):
  """Drops some."""
  # As many as are wanted.
  mask = random.bernoulli(key, 1. - rate, x.shape)
  return x * mask


def twice(module, x, scale=0.1):
  x = noisy(module.make_rng('dropout'), x, scale)
  return noisy(module.make_rng('dropout'), x=x, scale=scale)


def perhaps(module, x, train):
  if not train:
    return x
  return noisy(module.make_rng('dropout'), x, 1.)


def through(module_, x):
  def draw(y, module):
    return y + module * random.normal(module_.make_rng('dropout'), y.shape)
  return draw(x, 2.)


def constant(key):
  return random.uniform(key)


def one(key, x):
  return masked(
      key,
      x, 0.2)


class Block(nn.Module):
  scale: float = 0.1
  train: bool = True

  @nn.compact
  def __call__(self, x):
    x = noisy(self.make_rng('dropout'), nn.Dense(4)(x), self.scale)
    x = masked(self.make_rng('dropout'), x=x)
    x = perhaps(self, x, self.train)
    x = through(self, twice(self, x))
    x = one(self.make_rng('dropout'), x) * constant(self.make_rng('dropout'))
    return jax.nn.relu(x)
