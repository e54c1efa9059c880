import functools
from typing import Any

from flax import linen as nn
import jax.numpy as jnp


class Constant(nn.Module):
  start: Any

  @nn.compact
  def __call__(self):
    value = self.param('value', nn.initializers.ones, (1,))
    return self.start * jnp.asarray(value)


class Scaled(nn.Module):
  x: Any

  @nn.compact
  def __call__(self):
    return self.x * self.param('scale', nn.initializers.ones, ())


def learned(start, key):
  constant = functools.partial(Constant, start=start)
  return constant.init(key)


def halved(x):
  return functools.partial(Scaled, x=x)
