# A field that is given a dictionary holds a FrozenDict in Linen: the body begins with a copy where it writes to it.
from flax import nn


class Written(nn.Module):
  def apply(self, x, config={'width': 3}):
    config['depth'] = 2
    for _ in range(config['depth']):
      x = nn.Dense(x, config['width'])
    return x


class Asked(nn.Module):
  def apply(self, x, config={}):
    if isinstance(config, dict) and config == {}:
      x = x * 2
    return nn.Dense(x, config.get('width', 3))


class Read(nn.Module):
  def apply(self, x, config={'width': 3}):
    return nn.Dense(x, config['width'], bias='biased' in config)
