# The first class of a list, and the rest of them.
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    first, *rest = [nn.Dense, nn.DenseGeneral, nn.Dense]
    x = first(x, 3)
    for layer in rest:
      x = layer(x, 4)
    return x
