# Linen takes a partial on a class for a method, and passes `self`, unless it is static. The fields go below.
import functools

from flax import linen as nn


class Net(nn.Module):
  norm = staticmethod(functools.partial(nn.LayerNorm, epsilon=1e-5))
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return self.norm()(nn.Dense(self.features)(x))
