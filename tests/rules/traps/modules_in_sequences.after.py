# Modules in lists and tuples, however they are put in and taken out.
import functools
from typing import Any, Callable, Tuple

from flax import linen as nn


class Reversed(nn.Module):
  @nn.compact
  def __call__(self, x):
    for layer in reversed([nn.Dense, nn.Dense]):
      x = layer(features=4)(x)
    return x


class Appended(nn.Module):
  widths: Tuple[int, ...] = (3, 5)

  @nn.compact
  def __call__(self, x):
    layers = []
    for width in self.widths:
      layers.append(functools.partial(nn.Dense, features=width))
    layers += [nn.LayerNorm]
    for layer in layers:
      x = layer()(x)
    return x


class Repeated(nn.Module):
  norm: Callable[..., Any] = nn.LayerNorm
  n: int = 2

  @nn.compact
  def __call__(self, x):
    for layer in [nn.LayerNorm] * self.n + [self.norm, self.norm]:
      x = layer()(x)
    return x


class Paired(nn.Module):
  @nn.compact
  def __call__(self, x):
    for i, layer in enumerate((nn.Dense, nn.Dense)):
      x = layer(4, name=f'first_{i}')(x)
    for layer, width in zip([nn.Dense, nn.Dense], [3, 5]):
      x = layer(width)(x)
    for layer, width in [(nn.Dense, 3), (nn.Dense, 6)]:
      x = layer(width)(x)
    first, second = nn.Dense, nn.LayerNorm
    return second()(first(3)(x))


class Sliced(nn.Module):
  @nn.compact
  def __call__(self, x):
    layers = tuple([nn.LayerNorm, nn.LayerNorm, nn.Dense])
    for layer in layers[:-1]:
      x = layer()(x)
    *norms, last = list(layers)
    return layers[2](3)(x)
