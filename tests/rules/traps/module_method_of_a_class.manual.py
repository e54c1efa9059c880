# expect: LIN101 manual: LIN107
from flax import nn


class Net(nn.Module):
  def apply(self, x, deep=True):
    return Net.generate(x) if deep else x

  @nn.module_method
  def generate(self, x):
    return nn.relu(x)
