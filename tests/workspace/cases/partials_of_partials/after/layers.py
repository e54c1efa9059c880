from typing import Any, Callable

from flax import linen as nn


class Block(nn.Module):
  features: Any
  act: Callable[..., Any] = nn.relu
  scale: Any = None

  @nn.compact
  def __call__(self, x):
    x = self.act(nn.Dense(self.features)(x))
    return x if self.scale is None else x * self.scale
