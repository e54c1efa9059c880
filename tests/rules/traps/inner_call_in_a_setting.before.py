# The inner call is an argument of the constructor, so it is still numbered first.
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(x, features=nn.Dense(x, 4).shape[-1])
