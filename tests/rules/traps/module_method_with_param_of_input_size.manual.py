# expect: LIN107 manual: `x`
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return x * self.param('scale', (x.shape[-1],), nn.initializers.ones)

  @nn.module_method
  def back(self, x):
    return x / self.param('scale', (x.shape[-1],), nn.initializers.ones)
