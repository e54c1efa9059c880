# expect: LIN101 unsafe: layer
import functools

from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return functools.reduce(lambda h, layer: layer(h, features=3), [nn.Dense, nn.Dense], x)
