# The function inside takes no name that the body has; a bare star stays in front of keywords.
# Python's own functions may look at what is called.
from flax import linen as nn


def doubled(name=None):
  def call_(x):
    call = x * 2.
    return call + 1.
  return call_


def first(*, factor=2., name=None):
  return lambda *inputs: inputs[0] * factor


class Net(nn.Module):
  normed: bool = True
  scaled: bool = True

  @nn.compact
  def __call__(self, x):
    norm = nn.LayerNorm if self.normed else doubled
    last = first if self.scaled else nn.LayerNorm
    assert callable(norm) and isinstance(last, object)
    layer_norm_0 = norm()(x)
    return last()(layer_norm_0)
