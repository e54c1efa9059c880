# `context` is an array by what a function of the file does with it.
from flax import nn


def normalized(v):
  return v / v.sum()


class Net(nn.Module):
  def apply(self, x, context, features=4):
    return nn.Dense(x, features) * normalized(context)
