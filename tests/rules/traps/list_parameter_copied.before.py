# A field makes a tuple of a list; `list(…)` gives the list that the body changes.
from flax import nn


class MLP(nn.Module):
  def apply(self, x, hidden, out=3):
    hidden = list(hidden)
    hidden.append(out)
    for n in hidden + [5]:
      x = nn.Dense(x, n)
    return x


class Net(nn.Module):
  def apply(self, x):
    return MLP(x, [4, 5])
