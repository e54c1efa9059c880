# A Linen class calls one that is old: the call follows.
from flax import linen as nn


class Old(nn.Module):
  n: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.relu(nn.Dense(self.n)(x))


class Net(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    h = Old(n=self.width)(x)
    return nn.Dense(3)(h)
