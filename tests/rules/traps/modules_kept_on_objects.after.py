# Modules that settings hold: on a class, on an object that is a default, in a named tuple, behind a property.
import functools
from typing import Any, NamedTuple

from flax import linen as nn


class Settings:
  norm = nn.LayerNorm


class Spec(NamedTuple):
  dense: Any = nn.Dense
  width: int = 8


class Block(nn.Module):
  settings: Any = Settings()
  spec: Any = Spec()

  @property
  def norm(self):
    return functools.partial(nn.GroupNorm, num_groups=2)

  @nn.compact
  def __call__(self, x):
    x = self.settings.norm()(self.spec.dense(self.spec.width)(x))
    return self.norm()(nn.Dense(8)(x))


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    x = Settings.norm()(Block()(x))
    return Block(spec=Spec(width=12))(x)
