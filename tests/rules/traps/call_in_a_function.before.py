# A class goes over together with the functions that it calls, and what they call.
from flax import nn


def layer(x, features):
  return nn.Dense(x, features)


def head(x, features):
  return nn.relu(layer(x, features))


class Net(nn.Module):
  def apply(self, x):
    x = nn.Dense(x, 4)
    return head(x, 8)
