# Parameters inside f-strings, with format specifications and quotes of their own.
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  cfg: Any = None
  prefix: str = 'p'
  n: int = 2

  @nn.compact
  def __call__(self, x):
    for i in range(self.n):
      x = nn.Dense(self.cfg['width'], name=f"{self.prefix}_{i:>{self.n}}_{self.cfg['width']!r}")(x)
    return x
