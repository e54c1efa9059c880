# Functions stand between layers in a list, and in place of a projection.
from flax import nn
import jax.numpy as jnp


def flatten(x):
  return x.reshape((x.shape[0], -1))


class Net(nn.Module):
  def apply(self, x):
    layers = [
        nn.Conv.partial(features=4, kernel_size=(3, 3)),
        flatten,
        nn.Dense.partial(features=5),
        lambda x: jnp.maximum(x, 0),
        nn.Dense.partial(features=3),
    ]
    for layer in layers:
      x = layer(x)
    return x


class Skip(nn.Module):
  def apply(self, x, features, residual=True):
    proj = nn.Dense.partial(features=features)
    if x.shape[-1] == features:
      proj = lambda y: y
    return proj(x) + nn.Dense(x, features, name='main')
