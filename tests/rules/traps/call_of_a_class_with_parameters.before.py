# A module of the library run with parameters that the caller holds.
from flax import nn


class Net(nn.Module):
  def apply(self, x, params):
    return nn.Dense.call(params, x, 3)
