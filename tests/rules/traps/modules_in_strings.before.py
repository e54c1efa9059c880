# Strings, docstrings and comments that mention old code stay.
from flax import nn


class Net(nn.Module):
  """Calls nn.Dense(x, features)."""

  # nn.Dense(x, 500)
  def apply(self, x, features=3):
    print('nn.Dense(x, 500) features')
    # features is a number
    x = nn.Dense(x, features)
    return x
