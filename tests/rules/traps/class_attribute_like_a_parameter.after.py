# The class attribute `features` and the parameter `features` are two things.
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  features = 3
  features_: Any = None

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features_ or self.features)(x)
