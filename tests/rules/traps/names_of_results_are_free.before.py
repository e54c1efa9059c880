# The variable for a call that moved to a line of its own must not be one that the method has.
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    dense_1 = nn.Dense(x, 4)
    y = nn.Dense(nn.relu(nn.Dense(dense_1, 4)), 4)
    return y + dense_1
