# The class under the path of the file that defined it.
from flax import linen as nn
from flax.linen import module as base


class Net(base.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features)(x)
