# A layer that is mapped over the batch.
from flax import nn
import jax


class Net(nn.Module):
  def apply(self, x, width=3):
    return jax.vmap(lambda v: nn.Dense(v, width))(x)
