# expect: LIN101 manual: fields and inputs
from flax import nn


class Sub(nn.Module):
  def apply(self, x, features=1, mask=None):
    return nn.Dense(x * mask.sum(), features)


class Net(nn.Module):
  def apply(self, x, **kwargs):
    return Sub(x, **kwargs)


class Top(nn.Module):
  def apply(self, x):
    known = dict(features=3, mask=x)
    return Net(x, features=3, mask=x) + Sub(x, **known)
