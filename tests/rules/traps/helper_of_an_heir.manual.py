# expect: LIN103 unsafe: decorates
# A class that has its `apply` from a base: what its methods make is upgraded with that, or not at all.
from flax import nn


def traced(method):
  return method


class Base(nn.Module):
  @traced
  def apply(self, x, features=3):
    return nn.Dense(self.body(x), features)

  def body(self, x):
    raise NotImplementedError


class Net(Base):
  def body(self, x):
    return nn.relu(nn.Dense(x, 8))
