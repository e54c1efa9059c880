# expect: LIN103 manual: keep a function of its own for that
import hooks
from flax import nn


def same(x, name=None):
  return x


hooks.same = same


class Net(nn.Module):
  def apply(self, x, normed=True):
    norm = nn.LayerNorm if normed else same
    return norm(x)
