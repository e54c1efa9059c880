# expect: LIN101 manual: and its default there
# A field with such a default is no attribute of its class, and the names that it reads may be another file's.
from flax import nn


class Encoder(nn.Module):
  def apply(self, x, acts=[nn.relu], mask=None):
    for act in acts:
      x = act(nn.Dense(x, 3))
    return x if mask is None else x * mask.sum()


class Net(nn.Module):
  def apply(self, x, **kwargs):
    return Encoder(x, **kwargs)
