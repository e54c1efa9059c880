import jax.numpy as jnp
from flax import linen as nn
import jax


def identity(name: str = None):
  def call(x: jax.Array) -> jax.Array:
    return x
  return call


class Net(nn.Module):
  train: bool = True

  @nn.compact
  def __call__(self, x):
    norm = nn.LayerNorm if self.train else identity
    return norm(name='n')(nn.Dense(3)(x))
