# Layers made in lambdas, one of them a default.
from typing import Any, Callable

from flax import linen as nn


class Net(nn.Module):
  width: int = 3
  head: Callable[..., Any] = lambda y: nn.Dense(2)(y)

  @nn.compact
  def __call__(self, x):
    layer = lambda y, n=self.width: nn.relu(nn.Dense(n)(y))
    return self.head(layer(layer(x), 4))
