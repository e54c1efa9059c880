# expect: LIN101 manual: super().setup()
from flax import nn


class Base(nn.Module):
  def apply(self, x):
    return nn.Dense(x, 3, name='out')

  @nn.module_method
  def twice(self, x):
    return nn.Dense(2 * x, 3, name='out')


class Deep(Base):
  def apply(self, x):
    return nn.Dense(nn.relu(x), 3, name='out')
