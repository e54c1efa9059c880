# expect: LIN103 manual: may hold fields and inputs of Encoder alike
# What the class itself takes out of `**kwargs` is not handed on.
from flax import nn


class Encoder(nn.Module):
  def apply(self, x, width=3, mask=None):
    x = nn.Dense(x, width)
    return x if mask is None else x * mask.sum()


class Net(nn.Module):
  def apply(self, x, **kwargs):
    depth = kwargs.pop('depth', 1)
    for _ in range(depth):
      x = nn.relu(x)
    return Encoder(x, **kwargs)
