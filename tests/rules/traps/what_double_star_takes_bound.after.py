# What a partial or a shared module binds for `**kwargs` is no field: the calls give it.
import functools

from flax import linen as nn


class Base(nn.Module):
  classes: int = 3

  @nn.compact
  def __call__(self, x, **kwargs):
    h = self.features(x, **kwargs)
    return nn.Dense(self.classes)(h)

  def features(self, x, width=4):
    return nn.Dense(width)(x)


class Shared(nn.Module):
  @nn.compact
  def __call__(self, x):
    net = Base(classes=2, name='net')
    return net(x, width=5) + net(x, width=5)


class Bound(nn.Module):
  @nn.compact
  def __call__(self, x):
    net = functools.partial(Base, classes=2)
    return net()(x, width=5) + net(name='other')(x, width=5)
