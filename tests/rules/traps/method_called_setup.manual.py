# expect: LIN101 unsafe: setup
from flax import nn


class Net(nn.Module):
  def setup(self, n):
    return n * 2

  def apply(self, x, n=3):
    return nn.Dense(x, self.setup(n))
