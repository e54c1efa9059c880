# expect: LIN103 manual: function
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    for layer in [nn.LayerNorm, nn.tanh]:
      x = layer(x)
    return x
