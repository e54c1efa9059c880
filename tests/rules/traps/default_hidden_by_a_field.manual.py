# expect: LIN101 unsafe: `rate`
from flax import nn

rate = 0.5


class Scale(nn.Module):
  def apply(self, x, rate=0.9, scale=rate):
    return nn.Dense(x, 4) * scale + rate
