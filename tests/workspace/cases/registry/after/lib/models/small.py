from typing import Any, Callable

from flax import linen as nn

from lib.models import heads


class Small(nn.Module):

  num_classes: Any
  width: int = 8
  head: Callable[..., Any] = heads.Linear

  @nn.compact
  def __call__(self, x):
    x = nn.relu(nn.Dense(self.width)(x))
    return self.head(self.num_classes)(x)


class Tiny(nn.Module):

  num_classes: Any

  @nn.compact
  def __call__(self, x):
    return heads.Linear(self.num_classes, name='head')(x)
