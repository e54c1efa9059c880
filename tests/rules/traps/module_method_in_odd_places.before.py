# Nested calls, one-liners, another name for `self`, submodules in a function within a method.
from flax import nn


class Nested(nn.Module):
  def apply(self, x): return nn.Dense(nn.relu(nn.Dense(x, 4)), 4)
  @nn.module_method
  def half(module, x): return nn.relu(nn.Dense(x, 4))


class Inner(nn.Module):

  @nn.module_method
  def encode(self, x, size=4, *, train=True):
    """Docs."""
    def block(h):
      return nn.relu(nn.Dense(h, size, name='block'))

    return block(x)

  def apply(self, x, size=4, train=True):
    x = nn.Dense(x, size, name='block')
    return [nn.Dense(x, n, name=f'head_{n}') for n in (2, 3)]


class Net(nn.Module):
  def apply(self, x):
    nested = Nested.shared(name='nested')
    inner = Inner.shared(name='inner')
    return nested(x), nested.half(x), inner(x), inner.encode(x)
