# expect: LIN103 manual: keep a function of its own for that
from flax import nn


def scaled(x, name=None):
  return x


class Net(nn.Module):
  def apply(self, x, normed=True):
    norm = nn.LayerNorm if normed else scaled
    double = scaled(lambda y: 2 * y)(x)
    return norm(x, name='norm') + double
