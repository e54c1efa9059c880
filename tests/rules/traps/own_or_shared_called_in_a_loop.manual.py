# expect: LIN103 manual: built already
from flax import nn


class Encoder(nn.Module):
  def apply(self, x, dense=None):
    if dense is None:
      dense = nn.Dense.partial(features=4)
    for _ in range(2):
      x = dense(x)
    return x


class Tied(nn.Module):
  def apply(self, x):
    return Encoder(x, dense=nn.Dense.shared(features=4))
