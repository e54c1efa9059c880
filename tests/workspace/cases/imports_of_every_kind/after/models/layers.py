from typing import Any

from flax import linen as nn


class Block(nn.Module):

  features: Any

  @nn.compact
  def __call__(self, x):
    return nn.relu(nn.Dense(self.features)(x))


class Gate(nn.Module):

  width: int = 4

  @nn.compact
  def __call__(self, x):
    return nn.sigmoid(nn.Dense(self.width)(x))
