# expect: LIN101 manual: call
from flax import nn


class Net(nn.Module):
  def apply(self, x, params):
    return nn.Dense.call(params, x, 3)
