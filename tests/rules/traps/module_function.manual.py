# expect: LIN101 manual: mlp
from flax import nn


@nn.module
def mlp(x, width=3):
  return nn.relu(nn.Dense(x, width))


class Net(nn.Module):
  def apply(self, x, n=3):
    return mlp(x, width=n)
