# A parameter, a method and a property of the same name.
from flax import nn


class Net(nn.Module):
  def head(self, x, n):
    return nn.Dense(x, n)

  @property
  def size(self):
    return 4

  def apply(self, x, head=3, size=2):
    return self.head(self.head(x, head), size + self.size)
