# expect: LIN103 unsafe: name
from flax import nn
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, widths=(3, 4)):
    return nn.Dense(jnp.concatenate([nn.Dense(x, w) for w in widths], -1), 4)
