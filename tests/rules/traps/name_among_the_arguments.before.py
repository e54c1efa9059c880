# `name=` before other arguments, and the input last, by keyword.
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    x = nn.Dense(x, name='a', features=3)
    return nn.Dense(features=2, inputs=x, name='b', bias=False)
