# Backslashes, parentheses, spaces around equals signs, trailing commas.
from flax import nn, \
  struct


class Net(nn.Module):
  def apply(self, x, features = 3):
    x = (nn.Dense)(x, features) + \
        nn.Dense(x, features)
    y = (nn.Dense(x,
                  features = features, bias = False,))
    return ((nn.relu(y)))
