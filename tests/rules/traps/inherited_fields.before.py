# The base class has a field of its own already, and one of the same name as its subclass.
from flax import nn


class Base(nn.Module):
  def widen(self, k):
    return k * 2

  def apply(self, x, features=3, use_bias=True):
    return nn.Dense(x, features, bias=use_bias)


class Net(Base):
  def apply(self, x, features=5, extra=2):
    x = nn.Dense(x, self.widen(features))
    return nn.Dense(x, extra)


class Outer(nn.Module):
  def apply(self, x):
    return Net(x, 4, 3)
