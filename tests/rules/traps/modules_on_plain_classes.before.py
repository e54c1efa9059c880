# Modules as attributes of classes that are no modules themselves.
from flax import nn


class Config:
  layer = nn.Dense
  width = 3


class Wide(Config):
  width = 5


class Net(nn.Module):
  def apply(self, x):
    config = Wide()
    x = Config.layer(x, Config.width)
    return config.layer(x, config.width)
