# Starred inputs, and a module that takes any number of them.
from flax import nn


class Sum(nn.Module):
  def apply(self, *inputs, features=3):
    return nn.Dense(sum(inputs), features)


class Pair(nn.Module):
  def apply(self, x, y, n=3):
    return nn.Dense(x + y, n)


class Net(nn.Module):
  def apply(self, x):
    pair = (x, x)
    return Sum(x, x, features=4) + Pair(*pair, n=4)
