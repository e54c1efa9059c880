# Parameters that the body assigns to, deletes, counts down, or binds in a walrus.
from flax import nn


class Net(nn.Module):
  def apply(self, x, features=4, depth=2, act=None):
    """Runs the net."""
    act = act or nn.relu
    while depth > 0:
      features, depth = features * 2, depth - 1
      x = act(nn.Dense(x, features))
    if (features := features - 1) > 3:
      del act
    return nn.Dense(x, features)
