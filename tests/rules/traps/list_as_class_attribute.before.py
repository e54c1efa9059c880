# A list on the class is no field, and stays a list.
from flax import nn


class Net(nn.Module):
  sizes = [3, 4]

  def apply(self, x, scale=2.0):
    for n in self.sizes + [5]:
      x = nn.Dense(x, n)
    return x * scale
