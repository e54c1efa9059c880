# expect: LIN107 manual: `x`
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, x.shape[-1], name='dense')

  @nn.module_method
  def twice(self, x):
    return nn.Dense(nn.Dense(x, x.shape[-1], name='dense'), 3, name='other')
