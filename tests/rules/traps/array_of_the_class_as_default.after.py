# A lambda does not see the names of the class that it stands in.
import dataclasses
from typing import Any

from flax import linen as nn
import numpy as np


def settings():
  return {'width': 3}


SETTINGS = settings()


class Net(nn.Module):
  MEAN = np.arange(4.0)
  mean: Any = dataclasses.field(default_factory=lambda value=MEAN: value)
  spread: Any = dataclasses.field(default_factory=lambda value=2 * MEAN: value)
  cfg: Any = dataclasses.field(default_factory=lambda: SETTINGS)
  also: Any = dataclasses.field(default_factory=lambda value=settings(): value)

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.cfg['width'] * self.also['width'])((x - self.mean) / (1 + self.spread))
