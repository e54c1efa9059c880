# A parameter named `Any`, and another `Tuple` in the file.
from flax import linen as nn
import typing
from typing import Any

Tuple = 3


class Net(nn.Module):
  sizes: typing.Tuple[int, ...] = (1, 2)
  Any: Any = None
  act: Any = None

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.sizes[0] + Tuple)(x)
