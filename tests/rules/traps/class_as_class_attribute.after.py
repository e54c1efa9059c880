# A module class kept on the class.
from flax import linen as nn


class Net(nn.Module):
  layer = nn.Dense
  features: int = 3

  @nn.compact
  def __call__(self, x):
    dense_0 = self.layer(self.features)(x)
    return self.layer(4, use_bias=False)(dense_0)
