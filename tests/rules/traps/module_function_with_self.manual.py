# expect: LIN108 manual: self
from flax import nn


class Net(nn.Module):
  def apply(self, x, n=3):
    @nn.module
    def inner(y):
      return nn.Dense(y, self.width(n))

    return inner(x)

  def width(self, n):
    return 2 * n
