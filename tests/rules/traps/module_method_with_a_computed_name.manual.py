# expect: LIN107 manual: name it otherwise
from flax import nn


class Net(nn.Module):
  def apply(self, x, depth=2):
    for i in range(depth):
      x = nn.Dense(x, 3, name=f'layer_{i}')
    return x

  @nn.module_method
  def first(self, x):
    return nn.Dense(x, 3, name='layer_0')
