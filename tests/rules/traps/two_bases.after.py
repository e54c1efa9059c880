# Two bases with fields: by position, those of the bases would come first.
from flax import linen as nn


class A(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features)(x)

  def doubled(self, x):
    return 2 * x


class B(nn.Module):
  width: int = 4
  depth: int = 1

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.width)(x)


class Net(A, B):
  size: int = 5

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.size)(self.doubled(x))


class Outer(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Net(size=2)(x)
