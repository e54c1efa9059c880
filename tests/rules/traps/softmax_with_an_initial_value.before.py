# `where=` needed an `initial` before, which is gone.
from flax import nn
import jax.numpy as jnp


def weights(x, mask):
  return nn.log_softmax(
      x, axis=-1, where=mask, initial=-jnp.inf
  )


class Net(nn.Module):
  def apply(self, x, mask):
    y = nn.softmax(x, where=mask, initial=-1e9)
    z = nn.softmax(x, -1, mask, 0.) + nn.softmax(x, initial=-1e9, where=mask) + nn.log_softmax(x, -1)
    return jnp.where(mask, y + z + weights(x, mask), 0.)
