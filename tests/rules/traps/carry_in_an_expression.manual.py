# expect: LIN103 manual: carry a name
import jax
import jax.numpy as jnp
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.GRUCell(jnp.zeros((x.shape[0], 3)), x)
