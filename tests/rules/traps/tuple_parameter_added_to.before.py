# Tuples stay tuples in a field, so they can be added to.
from flax import nn


class MLP(nn.Module):
  def apply(self, x, hidden=(4, 5), out=3):
    for n in hidden + (out,):
      x = nn.Dense(x, n)
    return x


class Net(nn.Module):
  def apply(self, x, sizes=(2,)):
    return MLP(x, sizes) + MLP(x, (6,), 3)
