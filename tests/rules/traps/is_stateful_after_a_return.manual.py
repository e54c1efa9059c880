# expect: LIN109 unsafe: read
from flax import nn


class Net(nn.Module):
  def apply(self, x, track=False):
    if not track:
      return 2. * x if self.is_stateful() else x
    if self.is_stateful():
      mean = self.state('mean', x.shape, nn.initializers.zeros)
      x = x - mean.value
    return x
