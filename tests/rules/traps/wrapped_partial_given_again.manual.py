# expect: LIN105 manual: the partial binds `mask`, and its call gives another value
from flax import nn
import jax
import jax.numpy as jnp


class Layer(nn.Module):
  def apply(self, x, features=4, mask=None):
    y = nn.Dense(x, features)
    return y if mask is None else jnp.where(mask[..., None], y, 0.)


class Net(nn.Module):
  def apply(self, x, mask, other):
    layer = Layer.partial(mask=mask)
    layer = jax.checkpoint(layer)
    return layer(x, mask=other)
