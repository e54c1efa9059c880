# The base's `apply`: handed on, a constant, twice, by the class's name, in an input, with the defaults of both.
import abc

from flax import nn

WIDTH = 5


class Base(nn.Module):
  def apply(self, x, features=3, act=nn.relu):
    return act(nn.Dense(x, features))


class Same(Base):
  def apply(self, x, features=4):
    return nn.Dense(super().apply(x, features), 2)


class Constant(Base, abc.ABC):
  def apply(self, x, width=2):
    x = nn.Dense(nn.Dense(super().apply(x, features=WIDTH), width), width)
    return super(Constant, self).apply(nn.Dense(x, width), features=WIDTH, act=nn.relu)


class Explicit(Base):
  def apply(self, x):
    return Base.apply(self, x, 3, nn.tanh)


class Grandchild(Same):
  def apply(self, x, *, features):
    return super().apply(x + 1, features=features)


class Net(nn.Module):
  def apply(self, x):
    return Grandchild(Explicit(Constant(Same(x), width=3)), features=6)
