# A comment behind the last statement of `apply`.
from flax import linen as nn


class Net(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features)(x)  # (batch, features)
