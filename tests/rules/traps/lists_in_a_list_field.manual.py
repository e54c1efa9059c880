# expect: LIN101 unsafe: block + [4]
from flax import nn


class Net(nn.Module):
  def apply(self, x, blocks=[[3], [4]]):
    for block in blocks:
      for width in block + [4]:
        x = nn.Dense(x, width)
    return x
