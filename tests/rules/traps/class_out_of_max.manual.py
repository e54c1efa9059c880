# expect: LIN101 unsafe: comes out of `max(…)`
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    layer = max([nn.Dense, nn.DenseGeneral], key=lambda layer: layer.__name__)
    return layer(x, 3)
