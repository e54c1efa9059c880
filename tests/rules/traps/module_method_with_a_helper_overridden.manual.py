# expect: LIN101 manual: of its own
from flax import nn


class Base(nn.Module):
  def head(self):
    return nn.Dense.shared(features=3, name='head')

  def apply(self, x):
    return self.head()(x)

  @nn.module_method
  def twice(self, x):
    return self.head()(2 * x)


class Other(Base):
  def head(self):
    return nn.Dense.shared(features=4, name='head')

  def apply(self, x):
    return self.head()(nn.relu(x))
