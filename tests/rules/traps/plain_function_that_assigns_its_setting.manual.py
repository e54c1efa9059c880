# expect: LIN103 manual: it assigns its parameter `factor`
from flax import nn


def scaled(x, factor=None, name=None):
  if factor is None:
    factor = 2.
  return x * factor


class Net(nn.Module):
  def apply(self, x, normed=True):
    norm = nn.LayerNorm if normed else scaled
    return norm(x, name='norm') + scaled(x, 3.)
