# Each of the arrays that are joined is an input, whether the others are known for arrays or not.
from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  n: int = 3

  @nn.compact
  def __call__(self, x, condition=None, more=None):
    y = nn.Dense(self.n)(x)
    if condition is not None:
      y = jnp.concatenate([y, condition], axis=-1)
    if more is not None:
      y = jnp.concatenate((more, nn.Dense(self.n)(y)), axis=-1)
    return nn.Dense(self.n)(y)
