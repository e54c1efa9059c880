# expect: LIN101 manual: can't be rewritten
# The class would hand its input to a function whose call stays old: it makes a module, and returns that.
from flax import nn


class Scale(nn.Module):
  def apply(self, x, mask=None, features=4):
    if mask is not None:
      x = x * mask[..., None]
    return nn.Dense(x, features)


def head(x, **kwargs):
  return Scale(x, **kwargs)


def wide_head(x):
  return head(x, features=8)


class Net(nn.Module):
  def apply(self, x):
    x = nn.Dense(x, 4)
    return wide_head(x)
