# expect: LIN101 unsafe: `width`
from flax import nn

width = 8


class Net(nn.Module):
  def apply(self, x, width=3):
    return self.scaled(nn.Dense(x, width))

  def scaled(self, x, factor=width):
    return x * factor
