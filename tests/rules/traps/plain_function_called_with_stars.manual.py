# expect: LIN103 manual: which of the function's parameters its arguments reach can't be told
# The second call is of the function itself, and what its star holds may be an input.
from flax import nn


def moved(x, by=0., name=None):
  return x + by


class Net(nn.Module):
  def apply(self, x, steps, normed=True):
    norm = nn.LayerNorm if normed else moved
    return norm(x) + moved(x, *steps)
