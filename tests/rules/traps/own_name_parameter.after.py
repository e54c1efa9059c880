# A parameter `name` that the module hands on: the caller's `name=` is the module's own.
from typing import Any, Callable

from flax import linen as nn


class Net(nn.Module):
  features: Any
  kernel_init: Callable[..., Any] = nn.initializers.ones

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features, kernel_init=self.kernel_init, name='d')(x)


class Outer(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Net(3, name='foo')(x) + Net(name='bar', features=3)(x)
