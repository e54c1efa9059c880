# A base whose `apply` only raises, and has a parameter without default.
import dataclasses
from typing import Any, Callable

from flax import linen as nn


class Block(nn.Module):
  features: Any

  @nn.compact
  def __call__(self, x):
    raise NotImplementedError


class Res(Block):
  features: Any = dataclasses.field(kw_only=True)
  act: Callable[..., Any] = nn.relu

  @nn.compact
  def __call__(self, x):
    return x + self.act(nn.Dense(self.features)(x))


class Net(nn.Module):
  block: Callable[..., Any] = Res

  @nn.compact
  def __call__(self, x):
    return self.block(features=4)(x)
