# expect: LIN103 manual: which of its parameters `**` reaches can't be told
from flax import nn


def same(x, *rest, **others):
  return x


class Net(nn.Module):
  def apply(self, x, settings, normed=True):
    norm = nn.LayerNorm if normed else same
    return norm(x, **settings)
