# The import and one class are Linen already.
from flax import linen as nn


class Done(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features)(x)


class Net(nn.Module):
  n: int = 4

  @nn.compact
  def __call__(self, x):
    x = Done(features=self.n)(x)
    x = nn.Dense(self.n)(x)
    return nn.Dense(self.n, use_bias=False)(x)
