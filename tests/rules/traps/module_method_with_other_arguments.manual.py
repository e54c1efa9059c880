# expect: LIN107 manual: other arguments
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3, name='dense')

  @nn.module_method
  def tanh(self, x):
    return nn.Dense(x, 3, kernel_init=nn.initializers.zeros, name='dense')
