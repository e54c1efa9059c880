# Positions past the ones that Linen kept.
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    x = nn.Conv(x, 4, (3, 3), None, 'SAME')
    x = nn.BatchNorm(x, None, False, -1, 0.9)
    x = nn.GroupNorm(x, 2, bias=False, scale=False)
    return nn.DenseGeneral(x, features=(2, 3), axis=(-2, -1), bias=False)
