# `context` stands in for `x`, which is an array: so it is one, and stays with the call.
from flax import linen as nn


class Cross(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x, context=None):
    context = x if context is None else context
    return nn.Dense(self.features)(x) + nn.Dense(self.features)(context)
