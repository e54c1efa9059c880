# Two bases with fields: by position, those of the bases would come first.
from flax import nn


class A(nn.Module):
  def apply(self, x, features=3):
    return nn.Dense(x, features)

  def doubled(self, x):
    return 2 * x


class B(nn.Module):
  def apply(self, x, width=4, depth=1):
    return nn.Dense(x, width)


class Net(A, B):
  def apply(self, x, size=5):
    return nn.Dense(self.doubled(x), size)


class Outer(nn.Module):
  def apply(self, x):
    return Net(x, 2)
