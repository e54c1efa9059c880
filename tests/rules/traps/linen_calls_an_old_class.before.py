# A Linen class calls one that is old: the call follows.
from flax import linen as nn


class Old(nn.Module):
  def apply(self, x, n=3):
    return nn.relu(nn.Dense(x, n))


class Net(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    h = Old(x, n=self.width)
    return nn.Dense(3)(h)
