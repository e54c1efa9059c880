# The input is a dictionary of arrays. Without it, `__call__` would have nothing to compute with.
from flax import linen as nn


class Net(nn.Module):
  n: int = 4

  @nn.compact
  def __call__(self, inputs):
    return nn.Dense(self.n)(inputs['image']) + nn.Dense(self.n)(inputs['state'])
