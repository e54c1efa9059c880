# Defaults that a dataclass refuses: displays, and calls that make a list or an array.
from flax import nn
import jax.numpy as jnp
import numpy as onp


class Net(nn.Module):
  def apply(self, x, sizes={'a': 3, 'b': 4}, offset=jnp.zeros((4,)), bins=onp.ones(4), names=list(), more=[2] * 3):
    x = x + offset + bins
    for k in sorted(sizes):
      x = nn.Dense(x, sizes[k], name=k)
    return x
