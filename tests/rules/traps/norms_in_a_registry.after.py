# One of several norms has lost a default.
import functools
from typing import Any, Callable

from flax import linen as nn

NORMS = {
    'batch': functools.partial(nn.BatchNorm, momentum=0.9, use_running_average=False),
    'running': functools.partial(nn.BatchNorm, use_running_average=True),
    'fast': functools.partial(nn.BatchNorm, momentum=0.5, use_running_average=False),
    'plain': functools.partial(nn.BatchNorm, use_running_average=False),
    'layer': nn.LayerNorm,
}


def get_norm(name, train):
  norm = NORMS[name]
  if name == 'batch':
    norm = functools.partial(norm, use_running_average=not train)
  return norm


def conv_norm(x, features, norm=functools.partial(nn.BatchNorm, use_running_average=False)):
  x = nn.Conv(features, (3, 3), name='conv')(x)
  return norm(name='norm')(x)


class Base(nn.Module):
  norm = staticmethod(functools.partial(nn.BatchNorm, use_running_average=False))

  @nn.compact
  def __call__(self, x):
    return self.norm()(x)


class Layered(Base):
  norm = nn.LayerNorm


class Net(nn.Module):
  norm: str = 'batch'
  train: bool = True

  @nn.compact
  def __call__(self, x):
    x = nn.Dense(4)(x)
    x = conv_norm(x, 3, get_norm(self.norm, self.train))
    return NORMS[self.norm]()(x)


class Told(nn.Module):
  norm: Callable[..., Any] = functools.partial(nn.BatchNorm, use_running_average=False)
  train: bool = True

  @nn.compact
  def __call__(self, x):
    x = self.norm(use_running_average=not self.train)(x)
    return conv_norm(x, 3)
