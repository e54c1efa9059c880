# flax.nn.base is no module of Linen; what it defined is.
from flax import linen as nn
from flax.linen import Module
from flax.linen import linear, normalization


class Net(Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return normalization.LayerNorm()(linear.Dense(self.features)(x))
