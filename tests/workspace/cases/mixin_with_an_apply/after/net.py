from flax import nn

from base import Base
from mix import Applied


class Unclear(Applied, Base):
  """The `apply` that is meant is the mixin's."""

  def apply(self, x, features, bias=True, train=True):
    return super().apply(x, features, bias, train)
