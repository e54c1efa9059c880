# Several statements on a line.
from flax import linen as nn; import jax


class Net(nn.Module):
  a = 1; b = 2
  n: int = 3

  @nn.compact
  def __call__(self, x):
    if x.ndim > 1: dense_0 = nn.Dense(self.n)(x); return nn.Dense(self.n)(dense_0)
    dense_2 = nn.Dense(self.n)(x)
    y = nn.Dense(self.n)(dense_2); return y


class Act(nn.Module):
  n: int = 3

  @nn.compact
  def __call__(self, x): x = nn.Dense(self.n)(x); return nn.relu(x)
