# expect: LIN101 manual: it binds `mask`, an input of Layer
from flax import nn
import jax.numpy as jnp


class Layer(nn.Module):

  def apply(self, x, features, mask=None):
    y = nn.Dense(x, features)
    return y if mask is None else jnp.where(mask[..., None], y, 0.)


class Net(nn.Module):

  def apply(self, x, mask):
    layer = Layer.partial(features=4, mask=mask)
    mask = jnp.logical_not(mask)
    return layer(x) + jnp.sum(mask)
