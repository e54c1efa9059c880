# One of several norms has lost a default.
import functools

from flax import nn

NORMS = {
    'batch': nn.BatchNorm.partial(momentum=0.9),
    'running': functools.partial(nn.BatchNorm, use_running_average=True),
    'fast': functools.partial(nn.BatchNorm, momentum=0.5),
    'plain': nn.BatchNorm.partial(),
    'layer': nn.LayerNorm,
}


def get_norm(name, train):
  norm = NORMS[name]
  if name == 'batch':
    norm = norm.partial(use_running_average=not train)
  return norm


def conv_norm(x, features, norm=nn.BatchNorm):
  x = nn.Conv(x, features, (3, 3), name='conv')
  return norm(x, name='norm')


class Base(nn.Module):
  norm = nn.BatchNorm

  def apply(self, x):
    return self.norm(x)


class Layered(Base):
  norm = nn.LayerNorm


class Net(nn.Module):
  def apply(self, x, norm='batch', train=True):
    x = nn.Dense(x, 4)
    x = conv_norm(x, 3, get_norm(norm, train))
    return NORMS[norm](x)


class Told(nn.Module):
  def apply(self, x, norm=nn.BatchNorm, train=True):
    x = norm(x, use_running_average=not train)
    return conv_norm(x, 3)
