# expect: LIN103 unsafe: name
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return (y := nn.relu(x)) + nn.Dense(nn.Dense(y, 4), 4)
