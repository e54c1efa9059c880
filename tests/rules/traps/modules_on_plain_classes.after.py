# Modules as attributes of classes that are no modules themselves.
from flax import linen as nn


class Config:
  layer = nn.Dense
  width = 3


class Wide(Config):
  width = 5


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    config = Wide()
    x = Config.layer(Config.width)(x)
    return config.layer(config.width)(x)
