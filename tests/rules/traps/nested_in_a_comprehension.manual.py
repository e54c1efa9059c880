# expect: LIN103 unsafe: name
from flax import nn


class Net(nn.Module):
  def apply(self, x, widths=(3, 4)):
    return [nn.Dense(nn.relu(nn.Dense(x, w)), w) for w in widths]
