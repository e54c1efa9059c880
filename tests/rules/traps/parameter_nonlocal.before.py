# A nested function that assigns to a parameter: it has to stay a local variable.
from flax import nn


class Net(nn.Module):
  def apply(self, x, features=3):
    def wider():
      nonlocal features
      features += 1
      return features

    x = nn.Dense(x, wider())
    return nn.Dense(x, features)
