# expect: LIN109 manual: features
from flax import nn


class Base(nn.Module):
  def apply(self, x, features):
    return nn.Dense(x, features)


class Net(Base):
  def apply(self, x, features):
    features = features + 1
    return super().apply(x, features)
