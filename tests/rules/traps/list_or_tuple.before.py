# A field makes a tuple of a list; this asks for either.
from flax import nn


class Net(nn.Module):
  def apply(self, x, hidden=[4]):
    sizes = hidden if isinstance(hidden, (list, tuple)) else [hidden]
    for n in sizes:
      x = nn.Dense(x, n)
    return x
