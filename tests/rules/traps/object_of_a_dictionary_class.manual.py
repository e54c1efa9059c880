# expect: LIN101 unsafe: `config.depth` finds a FrozenDict in `config`, no `Settings`
import jax
from flax import nn


class AttrDict(dict):
  __getattr__ = dict.__getitem__


class Settings(AttrDict):
  pass


class Net(nn.Module):
  def apply(self, x, config):
    for _ in range(config.depth):
      x = nn.Dense(x, config.width)
    return x


def settings():
  config = Settings(depth=2, width=3)
  return config


def create(config):
  return Net.partial(config=config)


def main(x):
  _, params = create(settings()).init(jax.random.PRNGKey(0), x)
  return params
