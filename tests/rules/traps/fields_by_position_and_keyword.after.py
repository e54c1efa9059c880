# Fields given by position in one call and by keyword, in another order, in the next.
from typing import Any, Callable

from flax import linen as nn


class MLP(nn.Module):
  hidden: Any
  depth: int = 2
  activation: Callable[..., Any] = nn.relu
  out: Any = None

  @nn.compact
  def __call__(self, x):
    for _ in range(self.depth):
      x = self.activation(nn.Dense(self.hidden)(x))
    return nn.Dense(self.out)(x) if self.out else x


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    x = MLP(8, 1, nn.tanh, 5)(x)
    return MLP(out=3, hidden=4)(x)
