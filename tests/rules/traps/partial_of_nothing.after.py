# A partial that binds nothing.
import functools

from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    dense = functools.partial(nn.Dense)
    return dense(3)(x)


net = functools.partial(Net)
