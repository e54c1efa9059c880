# expect: LIN101 unsafe: LIN103
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    x = nn.Dense(x, 4)  # noqa: LIN103
    return nn.Dense(x, 3)
