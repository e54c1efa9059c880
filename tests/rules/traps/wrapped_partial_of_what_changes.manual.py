# expect: LIN105 manual: it binds `mask`
# A function would read the mask when it is called.
from flax import nn
import jax
import jax.numpy as jnp


class Layer(nn.Module):
  def apply(self, x, features=4, mask=None):
    y = nn.Dense(x, features)
    return y if mask is None else jnp.where(mask[..., None], y, 0.)


class Net(nn.Module):
  def apply(self, x, mask):
    layer = Layer.partial(mask=mask)
    layer = jax.checkpoint(layer)
    mask = jnp.logical_not(mask)
    return layer(x) + jnp.sum(mask)
