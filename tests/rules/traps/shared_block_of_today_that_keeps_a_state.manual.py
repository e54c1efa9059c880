# expect: LIN106 unsafe: initial
from flax import linen as nn


class Counter(nn.Module):
  @nn.compact
  def __call__(self, x):
    count = self.variable('stats', 'count', lambda: 0.)
    count.value += 1.
    return x / count.value


class Block(nn.Module):
  features: int

  def setup(self):
    self.norm = Counter()

  @nn.compact
  def __call__(self, x):
    return self.norm(nn.Dense(self.features)(x))


class Heir(Block):
  pass


class Net(nn.Module):
  def apply(self, x, y):
    block = Heir.shared(features=4, name='block')
    return block(x) + block(y)
