# A comment between the docstring of `apply` and its first statement stays.
from flax import linen as nn


class Net(nn.Module):
  """One layer.

  Of some width.
  """

  features: int = 3

  @nn.compact
  def __call__(self, x):
    # The one layer.

    return nn.Dense(self.features)(x)
