from typing import Any

from flax import linen as nn

class Block(nn.Module):
  features: Any
  train: Any

  @nn.compact
  def __call__(self, x):
    x = nn.Dense(self.features)(x)
    x = nn.BatchNorm(use_running_average=not self.train)(x)
    return nn.relu(x)
