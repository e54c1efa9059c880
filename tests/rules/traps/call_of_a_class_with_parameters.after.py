# A module of the library run with parameters that the caller holds.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, weights):
    return nn.Dense(3, parent=None).apply({'params': weights}, x)
