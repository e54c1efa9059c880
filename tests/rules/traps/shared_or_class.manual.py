# expect: LIN103 manual: built already
from flax import nn


class Head(nn.Module):
  def apply(self, x, dense=nn.Dense):
    return dense(x, features=3)


class Net(nn.Module):
  def apply(self, x):
    dense = nn.Dense.shared(features=3, name='dense')
    return Head(Head(dense(x), dense))
