# expect: LIN107 manual: name
from flax import nn


class Net(nn.Module):
  def apply(self, x, depth=2):
    for _ in range(depth):
      x = nn.Dense(x, 3)
    return x

  @nn.module_method
  def again(self, x, depth=2):
    for _ in range(depth):
      x = nn.Dense(x, 3)
    return x
