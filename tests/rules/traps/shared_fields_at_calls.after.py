# Hyper-parameters given with the inputs, at every call or at one of the module's methods of calling it.
from typing import Any, Callable

from flax import linen as nn

WIDTH = 5


class Block(nn.Module):
  width: Any
  activation: Callable[..., Any] = nn.relu
  scale: float = 1.0

  @nn.compact
  def __call__(self, x):
    return self.scale * self.activation(nn.Dense(self.width)(x))


class Net(nn.Module):
  width: int = 6
  use_bias: bool = True

  @nn.compact
  def __call__(self, x):
    block = Block(width=self.width, activation=nn.tanh, name='block')
    first = nn.Dense(features=self.width, use_bias=self.use_bias, name='first')
    last = nn.Dense(features=WIDTH, name='last')
    x = first(x)
    x = block(x)
    x = block(x)
    return last(x)
