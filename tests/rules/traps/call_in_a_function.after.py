# A class goes over together with the functions that it calls, and what they call.
from flax import linen as nn


def layer(x, features):
  return nn.Dense(features)(x)


def head(x, features):
  return nn.relu(layer(x, features))


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    x = nn.Dense(4)(x)
    return head(x, 8)
