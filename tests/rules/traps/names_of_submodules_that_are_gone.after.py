# Names by the paths of modules inside flax.nn: some are in modules of Linen, all are in Linen itself.
from typing import Any, Callable

import flax
from flax import linen as nn
from jax.nn import initializers


class Scale(nn.Module):
  scale_init: Callable[..., Any] = initializers.ones

  @nn.compact
  def __call__(self, x):
    return x * self.param('scale', self.scale_init, ())


class Net(flax.linen.Module):
  @nn.compact
  def __call__(self, x):
    x = nn.linear.Dense(4, kernel_init=nn.linear.default_kernel_init)(x)
    return Scale()(nn.normalization.LayerNorm()(x))
