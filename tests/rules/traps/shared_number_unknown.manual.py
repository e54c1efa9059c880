# expect: LIN106 unsafe: number
from flax import nn


class Net(nn.Module):
  def apply(self, x, depth=2):
    for _ in range(depth):
      layer = nn.Dense.shared(features=6)
      x = layer(layer(x))
    return x
