# `**kw` into a module of the file, whose parameters left are all fields.
from typing import Any

from flax import linen as nn


class Sub(nn.Module):
  n: Any
  act: Any = None

  @nn.compact
  def __call__(self, x):
    x = nn.Dense(self.n)(x)
    return x if self.act is None else self.act(x)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    kw = dict(n=4, act=nn.relu)
    return Sub(**kw)(x)
