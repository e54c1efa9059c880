# expect: LIN103 manual: `given` holds inputs and settings alike
from flax import nn


def first(*given):
  return given[0]


class Net(nn.Module):
  def apply(self, x, wide=True):
    layer = nn.Dense if wide else first
    return layer(x, 3)
