# A default that names an array of the file: a dataclass refuses that.
import dataclasses
from typing import Any

from flax import linen as nn
import numpy as np

MEAN = np.arange(4.0)


class Net(nn.Module):
  mean: Any = dataclasses.field(default_factory=lambda: MEAN)
  n: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.n)(x - self.mean)
