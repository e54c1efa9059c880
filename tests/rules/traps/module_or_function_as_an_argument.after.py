# Where a module may be a plain function, that is called in the same form.
from typing import Any, Callable

from flax import linen as nn


def identity():
  return lambda x: x


class Block(nn.Module):
  n: Any
  norm: Callable[..., Any] = nn.LayerNorm

  @nn.compact
  def __call__(self, x):
    return nn.relu(self.norm()(nn.Dense(self.n)(x)))


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Block(4, norm=identity)(x)
