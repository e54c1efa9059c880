# All inputs are in `*args`; they go on to the call of the next module.
from flax import linen as nn


class Pair(nn.Module):
  n: int = 3

  @nn.compact
  def __call__(self, x, y):
    return nn.Dense(self.n)(x + y)


class Net(nn.Module):
  n: int = 4

  @nn.compact
  def __call__(self, *args):
    return Pair(n=self.n)(*args)
