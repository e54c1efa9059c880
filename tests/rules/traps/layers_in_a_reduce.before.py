# A layer for each size, in a lambda that `reduce` calls.
import functools

from flax import nn


class Net(nn.Module):
  def apply(self, x, sizes=(3, 4)):
    return functools.reduce(lambda h, n: nn.relu(nn.Dense(h, n)), sizes, x)
