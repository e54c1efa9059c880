# flax.nn.base is no module of Linen; what it defined is.
from flax.nn.base import Module
from flax.nn import linear, normalization


class Net(Module):
  def apply(self, x, features=3):
    return normalization.LayerNorm(linear.Dense(x, features))
