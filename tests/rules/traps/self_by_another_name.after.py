# `self` is called otherwise.
from flax import linen as nn


class Net(nn.Module):
  n: int = 3

  @nn.compact
  def __call__(this, x):
    k = this.param('k', nn.initializers.ones, (x.shape[-1], this.n))
    return x @ k if this.has_rng('dropout') else x
