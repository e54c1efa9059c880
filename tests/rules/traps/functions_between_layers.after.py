# Functions stand between layers in a list, and in place of a projection.
import functools
from typing import Any

from flax import linen as nn
import jax.numpy as jnp


def flatten():
  return lambda x: x.reshape((x.shape[0], -1))


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    layers = [
        functools.partial(nn.Conv, features=4, kernel_size=(3, 3)),
        flatten,
        functools.partial(nn.Dense, features=5),
        lambda: lambda x: jnp.maximum(x, 0),
        functools.partial(nn.Dense, features=3),
    ]
    for layer in layers:
      x = layer()(x)
    return x


class Skip(nn.Module):
  features: Any
  residual: bool = True

  @nn.compact
  def __call__(self, x):
    proj = functools.partial(nn.Dense, features=self.features)
    if x.shape[-1] == self.features:
      proj = lambda: lambda y: y
    return proj()(x) + nn.Dense(self.features, name='main')(x)
