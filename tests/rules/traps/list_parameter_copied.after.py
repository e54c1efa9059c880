# A field makes a tuple of a list; `list(…)` gives the list that the body changes.
from typing import Any

from flax import linen as nn


class MLP(nn.Module):
  hidden: Any
  out: int = 3

  @nn.compact
  def __call__(self, x):
    hidden = self.hidden
    hidden = list(hidden)
    hidden.append(self.out)
    for n in hidden + [5]:
      x = nn.Dense(n)(x)
    return x


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return MLP([4, 5])(x)
