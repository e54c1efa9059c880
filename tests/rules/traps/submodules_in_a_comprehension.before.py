# One layer for each element: names are counted as before.
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, widths=(3, 4)):
    ys = [nn.Dense(x, w) for w in widths]
    return jnp.concatenate(ys, axis=-1)
