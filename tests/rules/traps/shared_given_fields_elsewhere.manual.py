# expect: LIN101 manual: made elsewhere
from flax import nn


class Head(nn.Module):
  def apply(self, x, dense):
    return dense(x, 3)


class Net(nn.Module):
  def apply(self, x):
    dense = nn.Dense.shared(name='dense')
    return Head(dense(x, 3), dense)
