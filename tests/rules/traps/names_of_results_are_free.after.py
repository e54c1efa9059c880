# The variable for a call that moved to a line of its own must not be one that the method has.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    dense_1 = nn.Dense(4)(x)
    dense_1_ = nn.Dense(4)(dense_1)
    y = nn.Dense(4)(nn.relu(dense_1_))
    return y + dense_1
