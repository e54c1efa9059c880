# Names by the paths of modules inside flax.nn: some are in modules of Linen, all are in Linen itself.
import flax
from flax import nn
from jax.nn import initializers


class Scale(nn.base.Module):
  def apply(self, x, scale_init=initializers.ones):
    return x * self.param('scale', (), scale_init)


class Net(flax.nn.base.Module):
  def apply(self, x):
    x = nn.linear.Dense(x, 4, kernel_init=nn.linear.default_kernel_init)
    return Scale(nn.normalization.LayerNorm(x))
