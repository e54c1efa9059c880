# expect: LIN101 manual: generate_
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    return self.generate(nn.Dense(x, 3))

  @nn.module_method
  def generate(self, x):
    return nn.Dense(x, 4)
