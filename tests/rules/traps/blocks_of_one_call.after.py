import functools
from typing import Any, Callable

from flax import linen as nn


class A(nn.Module):

  width: Any

  @nn.compact
  def __call__(self, x, train=True):
    return nn.Dropout(rate=0.5)(nn.Dense(self.width)(x), deterministic=not train)


class B(nn.Module):

  width: Any

  @nn.compact
  def __call__(self, x, train=True):
    return nn.Dense(self.width)(x)


class Net(nn.Module):

  block: Callable[..., Any] = A

  @nn.compact
  def __call__(self, x, train=True):
    return self.block(3)(x, train=train)


SMALL = functools.partial(Net, block=B)


def run(model, x):
  return model(x, train=False)
