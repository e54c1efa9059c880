# Modules that settings hold: on a class, on an object that is a default, in a named tuple, behind a property.
from typing import Any, NamedTuple

from flax import nn


class Settings:
  norm = nn.LayerNorm


class Spec(NamedTuple):
  dense: Any = nn.Dense
  width: int = 8


class Block(nn.Module):
  @property
  def norm(self):
    return nn.GroupNorm.partial(num_groups=2)

  def apply(self, x, settings=Settings(), spec=Spec()):
    x = settings.norm(spec.dense(x, spec.width))
    return self.norm(nn.Dense(x, 8))


class Net(nn.Module):
  def apply(self, x):
    x = Settings.norm(Block(x))
    return Block(x, spec=Spec(width=12))
