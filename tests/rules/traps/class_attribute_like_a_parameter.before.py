# The class attribute `features` and the parameter `features` are two things.
from flax import nn


class Net(nn.Module):
  features = 3

  def apply(self, x, features=None):
    return nn.Dense(x, features or self.features)
