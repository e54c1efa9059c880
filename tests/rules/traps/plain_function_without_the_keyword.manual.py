# expect: LIN103 manual: takes no `use_bias`
from flax import nn


def same(x, features, bias=True):
  return x


class Net(nn.Module):
  def apply(self, x, dense=True):
    layer = nn.Dense if dense else same
    return layer(x, 6, bias=False)
