# expect: LIN101 unsafe: nn.is_stochastic
from flax import nn


def rate():
  return 0.5 if nn.is_stochastic() else 0.


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3) * rate()
