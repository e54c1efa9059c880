# expect: LIN103 manual: `norm` may be a module or a plain function
# `jax.jit` gives no function out.
import jax
from flax import nn


@jax.jit
def same(x):
  return x


class Net(nn.Module):
  def apply(self, x, normed=True):
    norm = nn.LayerNorm if normed else same
    return norm(x)
