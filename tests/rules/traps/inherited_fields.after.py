# The base class has a field of its own already, and one of the same name as its subclass.
from flax import linen as nn


class Base(nn.Module):
  features: int = 3
  use_bias: bool = True

  def widen(self, k):
    return k * 2

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features, use_bias=self.use_bias)(x)


class Net(Base):
  features: int = 5
  extra: int = 2

  @nn.compact
  def __call__(self, x):
    x = nn.Dense(self.widen(self.features))(x)
    return nn.Dense(self.extra)(x)


class Outer(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Net(features=4, extra=3)(x)
