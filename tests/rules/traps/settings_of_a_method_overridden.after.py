from flax import linen as nn


class Base(nn.Module):

  features: int = 5
  train: bool = True

  @nn.compact
  def __call__(self, x, **kwargs):
    x = self.body(x, self.train, **kwargs)
    return nn.Dense(self.features)(x)

  def body(self, x, train):
    raise NotImplementedError


class Net(Base):

  def body(self, x, train, width=4, scale=2.):
    return nn.relu(nn.Dense(width)(x)) * scale


class Wider(Net):
  """Calls the method of its base with settings of its own."""

  def body(self, x, train, extra=2):
    return super().body(x, train, width=4 + extra)


class Twice(Base):
  """Calls the method itself, too."""

  def body(self, x, train, width=4, again=True):
    x = nn.Dense(width)(x)
    return self.body(x, train, width + 1, again=False) if again else x


class Doubled:

  def body(self, x, train, width=3):
    return 2 * nn.Dense(width)(x)


class Own(Base):

  def body(self, x, train, width=4):
    return nn.Dense(width)(x)


class Mixed(Doubled, Own):
  """Has another class's method."""


class Named(Base):
  """Has a submodule called like a setting."""

  width: int = 4

  def body(self, x, train, dense=True):
    return nn.Dense(self.width, name='dense')(x) if dense else x
