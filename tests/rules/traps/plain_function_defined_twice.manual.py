# expect: LIN103 manual: is defined more than once
import os

from flax import nn

if os.name == 'nt':
  def identity(x, name=None):
    return x
else:
  def identity(x, name=None):
    return x + 0


class Net(nn.Module):
  def apply(self, x, normed=True):
    norm = nn.LayerNorm if normed else identity
    return norm(x, name='norm')
