# A field that is given a dictionary holds a FrozenDict in Linen: the body begins with a copy where it writes to it.
import dataclasses
from typing import Any

from flax import linen as nn


class Written(nn.Module):
  config: Any = dataclasses.field(default_factory=lambda: {'width': 3})

  @nn.compact
  def __call__(self, x):
    config = dict(self.config)
    config['depth'] = 2
    for _ in range(config['depth']):
      x = nn.Dense(config['width'])(x)
    return x


class Asked(nn.Module):
  config: Any = dataclasses.field(default_factory=lambda: {})

  @nn.compact
  def __call__(self, x):
    config = dict(self.config)
    if isinstance(config, dict) and config == {}:
      x = x * 2
    return nn.Dense(config.get('width', 3))(x)


class Read(nn.Module):
  config: Any = dataclasses.field(default_factory=lambda: {'width': 3})

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.config['width'], use_bias='biased' in self.config)(x)
