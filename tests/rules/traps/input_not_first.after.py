# The input is the second parameter; calls give it by position here and by keyword there.
from typing import Any, Callable

from flax import linen as nn


class Film(nn.Module):
  features: Any
  act: Callable[..., Any] = nn.relu

  @nn.compact
  def __call__(self, x, cond):
    return self.act(x * nn.Dense(self.features, name='gain')(cond))


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, c):
    x = Film(4)(x, c)
    x = Film(features=4)(cond=c, x=x)
    return Film(4, act=nn.tanh)(x, cond=c)
