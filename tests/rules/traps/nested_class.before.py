# A module class inside another one, called through either name.
from flax import nn


class Net(nn.Module):
  class Sub(nn.Module):
    def apply(self, x, features=3):
      return nn.Dense(x, features)

  def apply(self, x, width=5):
    x = self.Sub(x, 4)
    return Net.Sub(x, features=width)
