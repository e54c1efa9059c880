# expect: LIN107 unsafe: default
from flax import nn


class Net(nn.Module):
  def apply(self, x, temperature=1.0):
    return nn.Dense(x, 3) / temperature

  @nn.module_method
  def sample(self, x, temperature=0.5):
    return x / temperature
