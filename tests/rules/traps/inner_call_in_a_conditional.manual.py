# expect: LIN103 unsafe: name
from flax import nn


class Net(nn.Module):
  def apply(self, x, deep=True, n=4):
    return nn.Dense(nn.Dense(x, n) if deep else x, n)
