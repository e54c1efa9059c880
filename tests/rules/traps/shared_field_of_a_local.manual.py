# expect: LIN106 manual: bind it there
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    dec = nn.Dense.shared(name='dec')
    size = x.shape[-1]
    return dec(dec(x, size), size)
