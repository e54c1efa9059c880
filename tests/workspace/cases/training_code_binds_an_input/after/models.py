from typing import Any

from flax import linen as nn
import jax.numpy as jnp


class Layer(nn.Module):

  features: Any

  @nn.compact
  def __call__(self, x, mask=None):
    y = nn.Dense(self.features)(x)
    return y if mask is None else jnp.where(mask[..., None], y, 0.)


class Net(nn.Module):

  width: int = 4

  @nn.compact
  def __call__(self, x, mask):
    return Layer(self.width)(x, mask=mask)
