# expect: LIN105 manual: binds `width`
# Nobody calls it here: what `**kwargs` takes is no field.
from flax import nn


class Base(nn.Module):
  def apply(self, x, classes=3, **kwargs):
    h = self.features(x, **kwargs)
    return nn.Dense(h, classes)

  def features(self, x, width=4):
    return nn.Dense(x, width)


NETS = {'small': Base, 'wide': Base.partial(width=8)}


class Net(nn.Module):
  def apply(self, x, kind='wide'):
    return NETS[kind](x)
