# Defaults that refer to a class attribute: the fields go below it.
from flax import nn


class Net(nn.Module):
  WIDTH = 3

  def apply(self, x, width=WIDTH, double=2 * WIDTH, act=lambda v: nn.relu(v)):
    return act(nn.Dense(x, width + double))
