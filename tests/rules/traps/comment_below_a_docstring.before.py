# A comment between the docstring of `apply` and its first statement stays.
from flax import nn


class Net(nn.Module):
  def apply(self, x, features=3):
    """One layer.

    Of some width.
    """
    # The one layer.

    return nn.Dense(x, features)
