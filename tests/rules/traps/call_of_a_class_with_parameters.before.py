# A module of the library run with parameters that the caller holds.
from flax import nn


class Net(nn.Module):
  def apply(self, x, weights):
    return nn.Dense.call(weights, x, 3)
