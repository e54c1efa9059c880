# A base's apply asked for by the base's name, with this class's own value for the field that both have.
from flax import linen as nn


class Base(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.Dense(self.features)(x)


class Net(Base):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.relu(Base.__call__(self, x))
