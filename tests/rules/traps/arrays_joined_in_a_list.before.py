# Each of the arrays that are joined is an input, whether the others are known for arrays or not.
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, condition=None, more=None, n=3):
    y = nn.Dense(x, n)
    if condition is not None:
      y = jnp.concatenate([y, condition], axis=-1)
    if more is not None:
      y = jnp.concatenate((more, nn.Dense(y, n)), axis=-1)
    return nn.Dense(y, n)
