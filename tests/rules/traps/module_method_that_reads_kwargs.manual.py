# expect: LIN107 unsafe: rest
from flax import nn


class Net(nn.Module):
  def apply(self, x, size=3):
    return nn.Dense(x, size)

  @nn.module_method
  def count(self, x, **rest):
    return x + len(rest)
