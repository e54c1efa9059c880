# expect: LIN105 manual: it binds `width`
# The second call leaves the width to its default, whatever the first is given.
from flax import nn


class Base(nn.Module):
  def apply(self, x, **kwargs):
    x = self.body(x, **kwargs)
    return self.body(x)

  def body(self, x):
    raise NotImplementedError


class Heir(Base):
  def body(self, x, width=4):
    return nn.Dense(x, width)


Narrow = Heir.partial(width=2)
