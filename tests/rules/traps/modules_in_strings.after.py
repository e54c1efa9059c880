# Strings, docstrings and comments that mention old code stay.
from flax import linen as nn


class Net(nn.Module):
  """Calls nn.Dense(x, features)."""

  features: int = 3

  # nn.Dense(x, 500)
  @nn.compact
  def __call__(self, x):
    print('nn.Dense(x, 500) features')
    # features is a number
    x = nn.Dense(self.features)(x)
    return x
