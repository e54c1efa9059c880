# A partial that binds nothing.
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    dense = nn.Dense.partial()
    return dense(x, 3)


net = Net.partial()
