# A base whose method makes nothing, a class that inherits all it has, and one with an `apply` of its own.
from flax import nn


class Base(nn.Module):
  def apply(self, x, size):
    return nn.Dense(x, size)

  @nn.module_method
  def loss(self, y, size, power=2):
    return (y ** power).mean() * size


class Child(Base):
  pass


class Deep(Base):
  def apply(self, x, size, depth=2):
    for _ in range(depth):
      x = nn.relu(nn.Dense(x, size))
    return x


class Net(nn.Module):
  def apply(self, x):
    child = Child.shared(size=6, name='child')
    deep = Deep.shared(size=6, name='deep')
    y = deep(child(x))
    return child.loss(y), Base(y, 6)
