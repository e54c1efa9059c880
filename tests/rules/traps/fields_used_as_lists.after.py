# A field that is given a list holds a tuple in Linen: the body begins with a list where it needs one.
import dataclasses
from typing import Any, Tuple

from flax import linen as nn


def grown(sizes):
  return sizes + [3]


class Added(nn.Module):
  hidden: Any
  out: int = 2

  @nn.compact
  def __call__(self, x):
    hidden = list(self.hidden)
    for width in hidden + [self.out]:
      x = nn.Dense(width)(x)
    return x


class Sliced(nn.Module):
  hidden: Any = dataclasses.field(default_factory=lambda: [3, 4])

  @nn.compact
  def __call__(self, x):
    hidden = list(self.hidden)
    for width in hidden[:-1] + [5]:
      x = nn.Dense(width)(x)
    return nn.Dense(hidden[-1])(x)


class Optional(nn.Module):
  hidden: Any = None

  @nn.compact
  def __call__(self, x):
    hidden = None if self.hidden is None else list(self.hidden)
    hidden = hidden or [4]
    hidden += [3]
    for width in hidden:
      x = nn.Dense(width)(x)
    return x


class Asked(nn.Module):
  sizes: Any = dataclasses.field(default_factory=lambda: [3])

  @nn.compact
  def __call__(self, x):
    sizes = list(self.sizes)
    if isinstance(sizes, list) and type(sizes) is list and sizes == [3]:
      x = x * 2
    return nn.Dense(sizes[0])(x)


class Handed(nn.Module):
  sizes: Any = dataclasses.field(default_factory=lambda: [3])

  @nn.compact
  def __call__(self, x):
    sizes = list(self.sizes)
    for width in grown(sizes):
      x = nn.Dense(width)(x)
    return x


class Plain(nn.Module):
  sizes: Tuple[int, ...] = (3,)
  features: int = 2
  layers: int = 3

  @nn.compact
  def __call__(self, x):
    widths = [self.features] * self.layers
    widths.append(4)
    if isinstance(self.sizes, (list, tuple)) and isinstance(self.sizes, tuple):
      x = nn.Dense(self.sizes[0])(x)
    for width in widths:
      x = nn.Dense(width)(x)
    return x
