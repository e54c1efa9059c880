from flax import nn
import jax.numpy as jnp


class Layer(nn.Module):

  def apply(self, x, features, mask=None):
    y = nn.Dense(x, features)
    return y if mask is None else jnp.where(mask[..., None], y, 0.)


class Net(nn.Module):

  def apply(self, x, mask, width=4):
    return Layer(x, width, mask=mask)
