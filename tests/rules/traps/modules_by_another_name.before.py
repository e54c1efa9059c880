# Aliases, a tuple assignment, a partial of a partial.
from flax import nn

Dense = nn.Dense
Narrow = Dense.partial(features=3)
Plain = Narrow.partial(bias=False)


class Net(nn.Module):
  def apply(self, x):
    dense, norm = Dense, nn.LayerNorm
    x = norm(dense(x, 4))
    return Plain(x) + Narrow(x)
