# expect: LIN101 manual: stochastic
from flax import nn


class Net(nn.Module):
  def apply(self, x, key):
    with nn.stochastic(key):
      return nn.dropout(x, rate=0.5)
