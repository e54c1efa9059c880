# A comment below the last statement of `apply`, and another method.
from flax import nn


class Net(nn.Module):
  def apply(self, x, features=3):
    return nn.Dense(x, features)
    # TODO: a second layer

  def helper(self):
    return 2
