import jax.numpy as jnp
from flax import nn


def identity(x: jnp.DeviceArray, name: str = None) -> jnp.DeviceArray:
  return x


class Net(nn.Module):
  def apply(self, x, train=True):
    norm = nn.LayerNorm if train else identity
    return norm(nn.Dense(x, 3), name='n')
