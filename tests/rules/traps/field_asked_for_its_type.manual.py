# expect: LIN101 unsafe: isinstance
from flax import nn


class Net(nn.Module):
  def apply(self, x, sizes):
    if not isinstance(sizes, list):
      sizes = [sizes]
    for width in sizes:
      x = nn.Dense(x, width)
    return x
