# expect: LIN103 manual: function
from flax import nn


def sequence(x, *layers):
  for layer in layers:
    x = layer(x)
  return x


class Net(nn.Module):
  def apply(self, x):
    return sequence(x, nn.relu, nn.Dense.partial(features=3))
