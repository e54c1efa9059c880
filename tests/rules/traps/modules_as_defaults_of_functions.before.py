# Functions whose parameters have modules for defaults, and nobody hands them others.
from flax import nn


def normed(x, norm=nn.LayerNorm):
  return norm(x, epsilon=1e-3)


class Net(nn.Module):
  def apply(self, x):
    def layer(y, dense=nn.Dense):
      return dense(y, 3)

    head = lambda y, dense=nn.Dense: dense(y, 2)
    return head(layer(normed(x)))
