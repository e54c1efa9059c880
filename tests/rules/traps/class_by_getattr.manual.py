# expect: LIN101 unsafe: looked up
from flax import nn


class Net(nn.Module):
  def apply(self, x, layer='Dense'):
    cls = getattr(nn, layer)
    return cls(x, 3)
