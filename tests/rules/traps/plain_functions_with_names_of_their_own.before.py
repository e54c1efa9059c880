# The function inside takes no name that the body has; a bare star stays in front of keywords.
# Python's own functions may look at what is called.
from flax import nn


def doubled(x, name=None):
  call = x * 2.
  return call + 1.


def first(*inputs, factor=2., name=None):
  return inputs[0] * factor


class Net(nn.Module):
  def apply(self, x, normed=True, scaled=True):
    norm = nn.LayerNorm if normed else doubled
    last = first if scaled else nn.LayerNorm
    assert callable(norm) and isinstance(last, object)
    return last(norm(x))
