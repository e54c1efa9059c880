# expect: LIN101 manual: setup
from flax import linen, nn


class Base(linen.Module):
  def setup(self):
    self.out = linen.Dense(3)

  def __call__(self, x):
    return self.out(x)


class Deep(Base):
  def apply(self, x):
    return nn.Dense(nn.relu(x), 3, name='out')
