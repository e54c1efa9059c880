# expect: LIN101 unsafe: FrozenDict
from flax import nn


class MLP(nn.Module):
  def apply(self, x, sizes=3):
    if isinstance(sizes, dict):
      sizes = sizes['width']
    return nn.Dense(x, sizes)
