from flax import nn


class Base(nn.Module):

  def apply(self, x, features=5, train=True, **kwargs):
    x = self.body(x, train, **kwargs)
    return nn.Dense(x, features)

  def body(self, x, train):
    raise NotImplementedError


class Net(Base):

  def body(self, x, train, width=4, scale=2.):
    return nn.relu(nn.Dense(x, width)) * scale


class Wider(Net):
  """Calls the method of its base with settings of its own."""

  def body(self, x, train, extra=2):
    return super().body(x, train, width=4 + extra)


class Twice(Base):
  """Calls the method itself, too."""

  def body(self, x, train, width=4, again=True):
    x = nn.Dense(x, width)
    return self.body(x, train, width + 1, again=False) if again else x


class Doubled:

  def body(self, x, train, width=3):
    return 2 * nn.Dense(x, width)


class Own(Base):

  def body(self, x, train, width=4):
    return nn.Dense(x, width)


class Mixed(Doubled, Own):
  """Has another class's method."""


class Named(Base):
  """Has a submodule called like a setting."""

  def body(self, x, train, width=4, dense=True):
    return nn.Dense(x, width, name='dense') if dense else x
