# The first class of a list, and the rest of them.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    first, *rest = [nn.Dense, nn.DenseGeneral, nn.Dense]
    x = first(3)(x)
    for layer in rest:
      x = layer(4)(x)
    return x
