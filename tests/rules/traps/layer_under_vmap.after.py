# A layer that is mapped over the batch.
from flax import linen as nn
import jax


class Net(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.vmap(lambda self, v: nn.Dense(self.width)(v), variable_axes={'params': None}, split_rngs={'params': False})(self, x)
