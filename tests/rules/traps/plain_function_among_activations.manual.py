# expect: LIN103 manual: keep a function of its own for that
from flax import nn


def identity(x):
  return x


class Net(nn.Module):
  def apply(self, x, normed=True, linear=True):
    if linear:
      act = identity
    else:
      act = nn.relu
    norm = nn.LayerNorm if normed else identity
    return act(norm(x))
