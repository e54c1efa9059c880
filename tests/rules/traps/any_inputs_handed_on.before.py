# All inputs are in `*args`; they go on to the call of the next module.
from flax import nn


class Pair(nn.Module):
  def apply(self, x, y, n=3):
    return nn.Dense(x + y, n)


class Net(nn.Module):
  def apply(self, *args, n=4):
    return Pair(*args, n=n)
