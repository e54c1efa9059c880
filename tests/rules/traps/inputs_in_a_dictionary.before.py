# The input is a dictionary of arrays. Without it, `__call__` would have nothing to compute with.
from flax import nn


class Net(nn.Module):
  def apply(self, inputs, n=4):
    return nn.Dense(inputs['image'], n) + nn.Dense(inputs['state'], n)
