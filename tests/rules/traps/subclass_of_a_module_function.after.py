# A class that inherits from a function made into a module.
from flax import linen as nn


class base(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features)(x)


class Net(base):
  width: int = 2

  @nn.compact
  def __call__(self, x):
    return nn.relu(nn.Dense(self.width)(x))


class Same(base):
  pass


class Outer(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Net()(Same(features=5)(x))
