# `where=` needed an `initial` before, which is gone.
from flax import linen as nn
import jax.numpy as jnp


def weights(x, mask):
  return nn.log_softmax(
      x, axis=-1, where=mask
  )


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, mask):
    y = nn.softmax(x, where=mask)
    z = nn.softmax(x, -1, mask) + nn.softmax(x, where=mask) + nn.log_softmax(x, -1)
    return jnp.where(mask, y + z + weights(x, mask), 0.)
