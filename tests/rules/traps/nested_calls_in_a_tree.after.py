# Five layers in one expression, in the order in which they ran.
from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    dense_0 = nn.Dense(4)(x)
    dense_1 = nn.Dense(4)(x)
    layer_norm_2 = nn.LayerNorm()(dense_1)
    dense_3 = nn.Dense(4)(jnp.concatenate([dense_0, layer_norm_2], -1))
    return nn.Dense(4)(nn.LayerNorm()(dense_3))
