# Lines that end as on Windows.
from flax import nn


class Net(nn.Module):
  """A net.

  In two lines.
  """

  def apply(self, x, features, widths=[3]):
    for width in widths:
      x = nn.Dense(nn.relu(nn.Dense(x, width)), features)
    return x
