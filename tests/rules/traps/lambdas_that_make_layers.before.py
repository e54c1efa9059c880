# Layers made in lambdas, one of them a default.
from flax import nn


class Net(nn.Module):
  def apply(self, x, width=3, head=lambda y: nn.Dense(y, 2)):
    layer = lambda y, n=width: nn.relu(nn.Dense(y, n))
    return head(layer(layer(x), 4))
