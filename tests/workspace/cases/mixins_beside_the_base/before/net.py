from flax import nn

from base import Base
from mix import Doubled, Normalized


class Deep(Normalized, Base):
  def apply(self, x, features, bias=True, depth=2, train=True):
    x = nn.relu(x)
    return super().apply(x, features, bias, train=train) * depth


class Wider(Doubled, Deep):
  def apply(self, x, features, bias=True, depth=2, train=True):
    return self.double(super().apply(x, features, bias, depth, train))


class Net(nn.Module):
  def apply(self, x, train):
    return Deep(x, 4, train=train) + Wider(x, features=4, depth=3, train=train)
