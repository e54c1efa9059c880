# expect: LIN101 unsafe: `width`
from flax import nn

width = 8


class Net(nn.Module):
  def apply(self, x, width=3):
    return nn.Dense(x, width) * self.factor

  factor = width * 2
