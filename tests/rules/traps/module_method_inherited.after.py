# A base whose method makes nothing, a class that inherits all it has, and one with an `apply` of its own.
import dataclasses
from typing import Any

from flax import linen as nn


class Base(nn.Module):
  size: Any

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.size)(x)

  def loss(self, y, power=2):
    return (y ** power).mean() * self.size


class Child(Base):
  pass


class Deep(Base):
  size: Any = dataclasses.field(kw_only=True)
  depth: int = 2

  @nn.compact
  def __call__(self, x):
    for _ in range(self.depth):
      x = nn.relu(nn.Dense(self.size)(x))
    return x


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    child = Child(size=6, name='child')
    deep = Deep(size=6, name='deep')
    y = deep(child(x))
    return child.loss(y), Base(6)(y)
