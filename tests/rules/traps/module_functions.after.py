# Functions made into modules: called, named, bound, nested in a method, with strings of several lines.
import functools
from typing import Any

from flax import linen as nn


class mlp(nn.Module):
  """Two layers.

  With a width.
  """

  width: int = 3

  @nn.compact
  def __call__(self, x):
    # first
    x = nn.relu(nn.Dense(self.width)(x))
    note = f"""
  {self.width} of
them
"""
    if note:
      x = nn.Dense(2)(x)  # last
    return x
    # end


class head(nn.Module):
  classes: Any

  @nn.compact
  def __call__(self, x): dense_0 = nn.Dense(self.classes)(x); return nn.Dense(self.classes)(dense_0)


class scaled(nn.Module):
  scale: float = 2.0  # how much

  @nn.compact
  def __call__(self, x):
    scale = self.scale
    x = x * scale
    scale = scale + 1
    return nn.LayerNorm()(x) * scale


class Net(nn.Module):
  n: int = 4

  @nn.compact
  def __call__(self, x):
    n = self.n
    class inner(nn.Module):
      @nn.compact
      def __call__(self, y):
        return nn.Dense(n)(y)

    small = functools.partial(mlp, width=2)
    mlp_0 = mlp(n)(x)
    x = small()(mlp(width=4, name='foo')(mlp_0))
    return head(classes=2)(inner()(scaled(scale=3.0)(x)))
