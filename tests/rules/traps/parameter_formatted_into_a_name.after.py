# `%` with a string formats: that makes no array of `prefix`.
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  prefix: Any
  n: int = 2

  @nn.compact
  def __call__(self, x):
    for i in range(self.n):
      x = nn.Dense(3, name='%s_%d' % (self.prefix, i))(x)
    return x
