# Lines that end as on Windows.
import dataclasses
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  """A net.

  In two lines.
  """

  features: Any
  widths: Any = dataclasses.field(default_factory=lambda: [3])

  @nn.compact
  def __call__(self, x):
    for width in self.widths:
      dense_0 = nn.Dense(width)(x)
      x = nn.Dense(self.features)(nn.relu(dense_0))
    return x
