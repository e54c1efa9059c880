# expect: LIN103 manual: it stands on one line
from flax import nn


def doubled(x, name=None): y = x * 2.; return y


class Net(nn.Module):
  def apply(self, x, normed=True):
    norm = nn.LayerNorm if normed else doubled
    return norm(x)
