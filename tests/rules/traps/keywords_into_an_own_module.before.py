# `**kw` into a module of the file, whose parameters left are all fields.
from flax import nn


class Sub(nn.Module):
  def apply(self, x, n, act=None):
    x = nn.Dense(x, n)
    return x if act is None else act(x)


class Net(nn.Module):
  def apply(self, x):
    kw = dict(n=4, act=nn.relu)
    return Sub(x, **kw)
