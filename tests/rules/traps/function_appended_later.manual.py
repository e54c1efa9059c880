# expect: LIN103 manual: function
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    layers = [nn.LayerNorm]
    for _ in range(2):
      for layer in layers:
        x = layer(x)
      layers.append(nn.relu)
    return x
