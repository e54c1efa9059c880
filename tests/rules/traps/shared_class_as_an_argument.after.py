# A shared module of a class that callers may choose: it is what they give, or the default.
import functools
from typing import Any, Callable

from flax import linen as nn


class Recurrent(nn.Module):
  cell_cls: Callable[..., Any] = nn.LSTMCell

  @nn.compact
  def __call__(self, xs, carry):
    cell = self.cell_cls(features=carry[0].shape[-1], name='cell')
    for t in range(3):
      carry, y = cell(carry, xs[:, t])
    return carry, y


class Tied(nn.Module):
  width: Any
  layer: Callable[..., Any] = nn.Dense

  @nn.compact
  def __call__(self, x):
    mix = self.layer(features=self.width, name='mix')
    return mix(nn.relu(mix(x)))


class Net(nn.Module):
  @nn.compact
  def __call__(self, xs, state):
    _, y = Recurrent(cell_cls=nn.OptimizedLSTMCell)(xs, state)
    return Tied(4, layer=functools.partial(nn.Dense, use_bias=False))(y)
