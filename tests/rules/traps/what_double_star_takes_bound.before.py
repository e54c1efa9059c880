# What a partial or a shared module binds for `**kwargs` is no field: the calls give it.
from flax import nn


class Base(nn.Module):
  def apply(self, x, classes=3, **kwargs):
    h = self.features(x, **kwargs)
    return nn.Dense(h, classes)

  def features(self, x, width=4):
    return nn.Dense(x, width)


class Shared(nn.Module):
  def apply(self, x):
    net = Base.shared(classes=2, width=5, name='net')
    return net(x) + net(x)


class Bound(nn.Module):
  def apply(self, x):
    net = Base.partial(classes=2, width=5)
    return net(x) + net(x, name='other')
