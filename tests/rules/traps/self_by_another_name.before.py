# `self` is called otherwise.
from flax import nn


class Net(nn.Module):
  def apply(this, x, n=3):
    k = this.param('k', (x.shape[-1], n), nn.initializers.ones)
    return x @ k if nn.is_stochastic() else x
