# expect: LIN101 manual: call
from flax import nn


class Inner(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3)


class Net(nn.Module):
  def apply(self, x, params):
    return Inner.call(params, x)
