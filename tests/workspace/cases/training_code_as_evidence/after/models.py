from typing import Any

from flax import linen as nn


class CNN(nn.Module):

  num_classes: Any
  dropout_rate: float = 0.5

  @nn.compact
  def __call__(self, images, train, mask=None):
    x = nn.Conv(8, (3, 3))(images)
    x = nn.BatchNorm(use_running_average=not train)(x)
    if mask is not None:
      x = x * mask
    x = x.mean(axis=(1, 2))
    return nn.Dense(self.num_classes)(x)
