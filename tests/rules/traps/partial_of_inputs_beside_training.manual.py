# expect: LIN101 unsafe: it binds `mask`
from flax import nn
import jax
import jax.numpy as jnp


class Layer(nn.Module):
  def apply(self, x, features=4, mask=None):
    y = nn.Dense(x, features)
    return y if mask is None else jnp.where(mask[..., None], y, 0.)


class Net(nn.Module):
  def apply(self, x, mask):
    return Layer(x, mask=mask)


def run(key, x, mask, use):
  layer = Layer.partial(mask=mask)
  use(layer)
  return layer.init(key, x)
