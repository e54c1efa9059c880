# expect: LIN105 manual: subclass
from flax import nn


class Base(nn.Module):
  def apply(self, x, n=3):
    return nn.Dense(x, n)


class Wide(Base.partial(n=8)):
  pass
