# expect: LIN109 manual: base
from flax import nn


class Scaled(nn.Dense):
  def apply(self, x, features, scale=2.0):
    return scale * super().apply(x, features)
