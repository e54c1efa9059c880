# A field makes a FrozenDict of a dictionary; reading it, and copying it by `dict(…)`, is the same.
from typing import Any

from flax import linen as nn


class Sub(nn.Module):
  width: Any
  scale: float = 2.0

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.width)(x) * self.scale


class Net(nn.Module):
  config: Any = None

  @nn.compact
  def __call__(self, x):
    config = self.config
    config = config or {'width': 4}
    if 'extra' in config:
      x = nn.Dense(config['extra'])(x)
    for name, width in sorted(config.items()):
      x = nn.Dense(width, name=name)(x)
    settings = dict(config)
    settings.pop('extra', None)
    settings['scale'] = 3.0
    return Sub(**settings)(x) * config.get('factor', 1.0)
