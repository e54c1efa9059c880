import jax.numpy as jnp
from flax import nn

SIZE = 3


class Plain(nn.Module):
  def apply(self, x, width):
    return nn.Dense(x, width)


class Scaled(nn.Module):
  def apply(self, x, width, scale=2.):
    return nn.Dense(x, width) * scale
