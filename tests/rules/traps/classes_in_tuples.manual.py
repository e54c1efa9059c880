# expect: LIN101 unsafe: may hold arguments
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    for layer, arguments in ((nn.Dense, dict(features=4)), (nn.LayerNorm, {})):
      x = layer(x, **arguments)
    return x
