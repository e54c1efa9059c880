# `%` with a string formats: that makes no array of `prefix`.
from flax import nn


class Net(nn.Module):
  def apply(self, x, prefix, n=2):
    for i in range(n):
      x = nn.Dense(x, 3, name='%s_%d' % (prefix, i))
    return x
