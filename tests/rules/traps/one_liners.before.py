# Several statements on a line.
from flax import nn; import jax


class Net(nn.Module):
  a = 1; b = 2
  def apply(self, x, n=3):
    if x.ndim > 1: return nn.Dense(nn.Dense(x, n), n)
    y = nn.Dense(nn.Dense(x, n), n); return y


class Act(nn.Module):
  def apply(self, x, n=3): x = nn.Dense(x, n); return nn.relu(x)
