# expect: LIN103 manual: no call hands `same` an input
# A call that stays in the old form wants the old function.
from flax import nn


def same(x, name=None):
  return x


class Net(nn.Module):
  def apply(self, x, normed=True):
    norm = nn.LayerNorm if normed else same
    return norm(x)  # noqa: LIN103
