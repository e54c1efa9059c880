# A comment behind the last statement of `apply`.
from flax import nn


class Net(nn.Module):
  def apply(self, x, features=3):
    return nn.Dense(x, features)  # (batch, features)
