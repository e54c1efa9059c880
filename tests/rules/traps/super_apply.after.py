# The base's `apply`: handed on, a constant, twice, by the class's name, in an input, with the defaults of both.
import abc
import dataclasses
from typing import Any, Callable

from flax import linen as nn

WIDTH = 5


class Base(nn.Module):
  features: int = 3
  act: Callable[..., Any] = nn.relu

  @nn.compact
  def __call__(self, x):
    return self.act(nn.Dense(self.features)(x))


class Same(Base):
  features: int = 4

  @nn.compact
  def __call__(self, x):
    result_0 = super().__call__(x)
    return nn.Dense(2)(result_0)


class Constant(Base, abc.ABC):
  width: int = 2
  features: int = WIDTH

  @nn.compact
  def __call__(self, x):
    result_0 = super().__call__(x)
    dense_1 = nn.Dense(self.width)(result_0)
    x = nn.Dense(self.width)(dense_1)
    return super(Constant, self).__call__(nn.Dense(self.width)(x))


class Explicit(Base):
  act: Callable[..., Any] = nn.tanh

  @nn.compact
  def __call__(self, x):
    return Base.__call__(self, x)


class Grandchild(Same):
  features: Any = dataclasses.field(kw_only=True)

  @nn.compact
  def __call__(self, x):
    return super().__call__(x + 1)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Grandchild(features=6)(Explicit()(Constant(width=3)(Same()(x))))
