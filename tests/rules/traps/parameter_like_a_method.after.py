# A parameter, a method and a property of the same name.
from flax import linen as nn


class Net(nn.Module):
  head_: int = 3
  size_: int = 2

  def head(self, x, n):
    return nn.Dense(n)(x)

  @property
  def size(self):
    return 4

  @nn.compact
  def __call__(self, x):
    return self.head(self.head(x, self.head_), self.size_ + self.size)
