# expect: LIN107 manual: `x`
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, features=x.shape[-1], name='dense')

  @nn.module_method
  def twice(self, x):
    return nn.Dense(2 * x, features=x.shape[-1], name='dense')
