# expect: LIN103 manual: carry a name
import jax.numpy as jnp
from flax import nn


class Split(nn.Module):
  def apply(self, x, state):
    return nn.LSTMCell(tuple(jnp.split(state, 2, -1)), x)
