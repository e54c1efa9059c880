# expect: LIN105 manual: it binds `width`, an input of Net (an argument of a method
from flax import nn


class Base(nn.Module):

  def apply(self, x, features=5, **kwargs):
    return nn.Dense(self.body(x, **kwargs), features)

  def body(self, x):
    raise NotImplementedError


class Net(Base):

  def body(self, x, width=4):
    return nn.relu(nn.Dense(x, width))


class Wider(Net):

  def body(self, x):
    return super().body(x, width=8)


Small = Net.partial(width=2)
