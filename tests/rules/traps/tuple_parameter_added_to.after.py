# Tuples stay tuples in a field, so they can be added to.
from typing import Tuple

from flax import linen as nn


class MLP(nn.Module):
  hidden: Tuple[int, ...] = (4, 5)
  out: int = 3

  @nn.compact
  def __call__(self, x):
    for n in self.hidden + (self.out,):
      x = nn.Dense(n)(x)
    return x


class Net(nn.Module):
  sizes: Tuple[int, ...] = (2,)

  @nn.compact
  def __call__(self, x):
    return MLP(self.sizes)(x) + MLP((6,), 3)(x)
