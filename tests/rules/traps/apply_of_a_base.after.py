# A subclass that leaves `apply` to its base, and changes an attribute and a method.
from flax import linen as nn


class Base(nn.Module):
  factor = 1
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return self.after(nn.Dense(self.features * self.factor)(x))

  def after(self, x):
    return x


class Wide(Base):
  factor = 2

  def after(self, x):
    return nn.relu(nn.LayerNorm()(x))


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Wide(4)(x) + Base(features=8)(x)
