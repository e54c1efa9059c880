# A layer for each size, in a lambda that `reduce` calls.
import functools
from typing import Tuple

from flax import linen as nn


class Net(nn.Module):
  sizes: Tuple[int, ...] = (3, 4)

  @nn.compact
  def __call__(self, x):
    return functools.reduce(lambda h, n: nn.relu(nn.Dense(n)(h)), self.sizes, x)
