# expect: LIN101 unsafe: `factor`
from flax import nn

factor = 2.0


def times(factor):
  return lambda function: lambda self, x: factor * function(self, x)


class Net(nn.Module):
  def apply(self, x, factor=3):
    return self.scaled(nn.Dense(x, factor))

  @times(factor)
  def scaled(self, x):
    return x
