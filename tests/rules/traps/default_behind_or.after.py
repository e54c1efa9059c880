# `or` with a default says nothing about arrays: these are settings.
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  features: int = 3
  strides: Any = None
  padding: Any = None

  @nn.compact
  def __call__(self, x):
    return nn.Conv(self.features, (3, 3), self.strides or (1, 1), self.padding or 'SAME')(x)


class Outer(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Net(4, (2, 2))(x) + Net(4, padding='VALID')(x)
