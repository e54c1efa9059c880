# Nested calls, one-liners, another name for `self`, submodules in a function within a method.
from flax import linen as nn


class Nested(nn.Module):
  def setup(self):
    self.Dense_0 = nn.Dense(4)
    self.Dense_1 = nn.Dense(4)

  def __call__(self, x): return self.Dense_1(nn.relu(self.Dense_0(x)))
  def half(module, x): return nn.relu(module.Dense_0(x))


class Inner(nn.Module):

  size: int = 4
  train: bool = True

  def encode(self, x):
    """Docs."""
    def block(h):
      return nn.relu(self.block(h))

    return block(x)

  def setup(self):
    self.block = nn.Dense(self.size)

  @nn.compact
  def __call__(self, x):
    x = self.block(x)
    return [nn.Dense(n, name=f'head_{n}')(x) for n in (2, 3)]


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    nested = Nested(name='nested')
    inner = Inner(name='inner')
    return nested(x), nested.half(x), inner(x), inner.encode(x)
