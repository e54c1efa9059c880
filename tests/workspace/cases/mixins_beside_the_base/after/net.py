import dataclasses
from typing import Any

from flax import linen as nn

from base import Base
from mix import Doubled, Normalized


class Deep(Normalized, Base):
  features: Any = dataclasses.field(kw_only=True)
  bias: bool = True
  depth: int = 2
  train: bool = True

  @nn.compact
  def __call__(self, x):
    x = nn.relu(x)
    return super().__call__(x) * self.depth


class Wider(Doubled, Deep):
  features: Any = dataclasses.field(kw_only=True)
  bias: bool = True
  depth: int = 2
  train: bool = True

  @nn.compact
  def __call__(self, x):
    return self.double(super().__call__(x))


class Net(nn.Module):
  train: Any

  @nn.compact
  def __call__(self, x):
    return Deep(features=4, train=self.train)(x) + Wider(features=4, depth=3, train=self.train)(x)
