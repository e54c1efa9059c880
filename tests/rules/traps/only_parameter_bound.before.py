from flax import nn
import jax.numpy as jnp


class Constant(nn.Module):
  def apply(self, start):
    value = self.param('value', (1,), nn.initializers.ones)
    return start * jnp.asarray(value)


class Scaled(nn.Module):
  def apply(self, x):
    return x * self.param('scale', (), nn.initializers.ones)


def learned(start, key):
  constant = Constant.partial(start=start)
  return constant.init(key)


def halved(x):
  return Scaled.partial(x=x)
