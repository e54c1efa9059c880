# Functions whose parameters have modules for defaults, and nobody hands them others.
from flax import linen as nn


def normed(x, norm=nn.LayerNorm):
  return norm(epsilon=1e-3)(x)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    def layer(y, dense=nn.Dense):
      return dense(3)(y)

    head = lambda y, dense=nn.Dense: dense(2)(y)
    return head(layer(normed(x)))
