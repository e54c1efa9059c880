# A keyword-only parameter without a default behind one that has one: a dataclass wants it first.
from typing import Any

from flax import linen as nn


class Head(nn.Module):
  num_classes: Any
  hidden: int = 8
  dropout_rate: float = 0.0

  @nn.compact
  def __call__(self, x):
    x = nn.relu(nn.Dense(self.hidden)(x))
    return nn.Dense(self.num_classes)(x)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Head(num_classes=3, hidden=5)(x)
