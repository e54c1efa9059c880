# Parameters named like the types that annotations need.
from typing import Tuple

from flax import linen as nn


class Net(nn.Module):
  int: int = 3
  str: str = 'a'
  float: float = 2.0
  bool: bool = True
  tuple: Tuple[int, ...] = (1, 2)
  width: int = 4

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.int + self.width)(x) * self.float
