# A module class inside another one, called through either name.
from flax import linen as nn


class Net(nn.Module):
  width: int = 5

  class Sub(nn.Module):
    features: int = 3

    @nn.compact
    def __call__(self, x):
      return nn.Dense(self.features)(x)

  @nn.compact
  def __call__(self, x):
    x = self.Sub(4)(x)
    return Net.Sub(features=self.width)(x)
