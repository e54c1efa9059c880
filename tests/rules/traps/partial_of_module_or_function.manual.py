# expect: LIN103 manual: plain function
# What a partial is made of may be a function in the old form.
import functools

from flax import nn


def identity(x, epsilon=None):
  return x


class Net(nn.Module):
  def apply(self, x, normed=True):
    norm = functools.partial(nn.LayerNorm if normed else identity, epsilon=1e-3)
    return norm(x)
