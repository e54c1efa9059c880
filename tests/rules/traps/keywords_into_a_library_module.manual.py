# expect: LIN103 unsafe: `**`
from flax import nn


class Net(nn.Module):
  def apply(self, x, features, **kwargs):
    return nn.relu(nn.Dense(x, features, **kwargs))
