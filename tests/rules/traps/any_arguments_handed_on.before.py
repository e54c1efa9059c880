# `*args` and `**kwargs` that were arguments of the call stay that, and become fields of the next module.
from flax import nn


class Pair(nn.Module):
  def apply(self, x, n=3, scale=2.0):
    return nn.Dense(x, n) * scale


class Net(nn.Module):
  def apply(self, x, *args, **kwargs):
    return Pair(x, *args, **kwargs)


class Outer(nn.Module):
  def apply(self, x):
    return Net(x, 4, scale=3.0)
