# Defaults that refer to a class attribute: the fields go below it.
from typing import Any, Callable

from flax import linen as nn


class Net(nn.Module):
  WIDTH = 3
  width: int = WIDTH
  double: int = 2 * WIDTH
  act: Callable[..., Any] = lambda v: nn.relu(v)

  @nn.compact
  def __call__(self, x):
    return self.act(nn.Dense(self.width + self.double)(x))
