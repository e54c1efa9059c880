"""A mixin that is applied in turn: which `apply` is meant takes a person."""

from flax import nn


class Applied:
  def apply(self, x, features, bias=True, train=True):
    return super().apply(nn.LayerNorm(x), features, bias, train)
