# Fields given by position in one call and by keyword, in another order, in the next.
from flax import nn


class MLP(nn.Module):
  def apply(self, x, hidden, depth=2, activation=nn.relu, out=None):
    for _ in range(depth):
      x = activation(nn.Dense(x, hidden))
    return nn.Dense(x, out) if out else x


class Net(nn.Module):
  def apply(self, x):
    x = MLP(x, 8, 1, nn.tanh, 5)
    return MLP(x, out=3, hidden=4)
