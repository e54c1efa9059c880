# expect: LIN109 unsafe: read
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.BatchNorm(x) if self.is_stateful() else x
