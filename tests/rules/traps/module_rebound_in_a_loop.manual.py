# expect: LIN103 manual: function
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    layer = nn.LayerNorm
    for _ in range(2):
      x = layer(x)
      layer = nn.relu
    return x
