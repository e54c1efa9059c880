# A class that inherits from a function made into a module.
from flax import nn


@nn.module
def base(x, features=3):
  return nn.Dense(x, features)


class Net(base):
  def apply(self, x, width=2):
    return nn.relu(nn.Dense(x, width))


class Same(base):
  pass


class Outer(nn.Module):
  def apply(self, x):
    return Net(Same(x, features=5))
