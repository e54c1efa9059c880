# A field makes a FrozenDict of a dictionary; reading it, and copying it by `dict(…)`, is the same.
from flax import nn


class Sub(nn.Module):
  def apply(self, x, width, scale=2.0):
    return nn.Dense(x, width) * scale


class Net(nn.Module):
  def apply(self, x, config=None):
    config = config or {'width': 4}
    if 'extra' in config:
      x = nn.Dense(x, config['extra'])
    for name, width in sorted(config.items()):
      x = nn.Dense(x, width, name=name)
    settings = dict(config)
    settings.pop('extra', None)
    settings['scale'] = 3.0
    return Sub(x, **settings) * config.get('factor', 1.0)
