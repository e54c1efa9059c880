# A switch that training code gives to a model it was handed is an input of every class that may be it; a bound one is
# a field.
import functools
from typing import Any, Tuple

from flax import linen as nn


def head(x, features, train):
  x = nn.BatchNorm(use_running_average=not train)(x)
  return nn.Dense(features)(x)


class Block(nn.Module):
  width: Any

  @nn.compact
  def __call__(self, x, train=False):
    x = nn.BatchNorm(use_running_average=not train)(x)
    return nn.Dense(self.width)(nn.relu(x))


class Net(nn.Module):
  widths: Tuple[int, ...] = (4, 5)

  @nn.compact
  def __call__(self, x, train=False):
    for width in self.widths:
      x = Block(width)(x, train=train)
    return head(x, 3, train=train)


class Frozen(nn.Module):
  train: bool = True

  @nn.compact
  def __call__(self, x):
    return nn.BatchNorm(use_running_average=not self.train)(x)


class Outer(nn.Module):
  @nn.compact
  def __call__(self, x):
    frozen = functools.partial(Frozen, train=False)
    return frozen()(x)


def loss(model, batch):
  return model(batch['x'], train=True).mean()
