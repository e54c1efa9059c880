# The inner call is an argument of the constructor, so it is still numbered first.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return nn.Dense(features=nn.Dense(4)(x).shape[-1])(x)
