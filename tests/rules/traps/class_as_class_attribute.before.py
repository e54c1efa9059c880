# A module class kept on the class.
from flax import nn


class Net(nn.Module):
  layer = nn.Dense

  def apply(self, x, features=3):
    return self.layer(self.layer(x, features), 4, bias=False)
