# A comment below the last statement of `apply`, and another method.
from flax import linen as nn


class Net(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features)(x)
    # TODO: a second layer

  def helper(self):
    return 2
