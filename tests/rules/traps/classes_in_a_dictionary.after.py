# Module classes in a dictionary, picked by name.
from typing import Any, Callable

from flax import linen as nn


class A(nn.Module):
  features: Any
  act: Callable[..., Any] = nn.relu

  @nn.compact
  def __call__(self, x):
    return self.act(nn.Dense(self.features)(x))


class B(nn.Module):
  features: Any

  @nn.compact
  def __call__(self, x):
    return nn.tanh(nn.Dense(self.features)(x))


BLOCKS = {'a': A, 'b': B}


class Net(nn.Module):
  kind: str = 'a'

  @nn.compact
  def __call__(self, x):
    return BLOCKS[self.kind](4)(x)
