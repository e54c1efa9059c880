# Parameters named like the types that annotations need.
from flax import nn


class Net(nn.Module):
  def apply(self, x, int=3, str='a', float=2.0, bool=True, tuple=(1, 2), width=4):
    return nn.Dense(x, int + width) * float
