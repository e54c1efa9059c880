# expect: LIN103 manual: the default of its input `x` would be made at another time
# Python makes a default once, where the `def` runs.
import jax.numpy as jnp
from flax import nn


def same(x=jnp.ones(3), name=None):
  return x


class Net(nn.Module):
  def apply(self, x, normed=True):
    norm = nn.LayerNorm if normed else same
    return norm(x)
