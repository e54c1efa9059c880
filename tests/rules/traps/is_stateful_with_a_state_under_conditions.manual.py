# expect: LIN109 unsafe: read
from flax import nn


class Net(nn.Module):
  def apply(self, x, track=False):
    if self.is_stateful():
      x = 2. * x
      if track:
        mean = self.state('mean', x.shape, nn.initializers.zeros)
        x = x - mean.value
    return x
