# The import and one class are Linen already.
from flax import linen as nn


class Done(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features)(x)


class Net(nn.Module):
  def apply(self, x, n=4):
    x = Done(features=n)(x)
    x = nn.Dense(n)(x)
    return nn.Dense(x, n, bias=False)
