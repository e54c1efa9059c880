# expect: LIN109 unsafe: submodule
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    x = nn.Dense(x, 3)
    return x * self.get_param('Dense_0')['bias']
