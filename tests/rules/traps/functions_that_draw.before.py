# Functions outside of modules have no module to ask for a key.
from flax import nn
import jax
from jax import random


def noisy(x, scale):
  return x + scale * random.normal(nn.make_rng(), x.shape)


def masked(
    x,
    rate=0.5):
  """Drops some."""
  key = nn.make_rng()
  # As many as are wanted.
  mask = random.bernoulli(key, 1. - rate, x.shape)
  return x * mask


def twice(x, scale=0.1):
  x = noisy(x, scale)
  return noisy(x=x, scale=scale)


def perhaps(x, train):
  if not train:
    return x
  return noisy(x, 1.)


def through(x):
  def draw(y, module):
    return y + module * random.normal(nn.make_rng(), y.shape)
  return draw(x, 2.)


def constant():
  return random.uniform(nn.make_rng())


def one(x):
  return masked(
      x, 0.2)


class Block(nn.Module):
  def apply(self, x, scale=0.1, train=True):
    x = noisy(nn.Dense(x, 4), scale)
    x = masked(x=x)
    x = perhaps(x, train)
    x = through(twice(x))
    x = one(x) * constant()
    return jax.nn.relu(x)
