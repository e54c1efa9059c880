from flax import linen as nn


class Block(nn.Module):
  depth: int = 1

  @nn.compact
  def __call__(self, x, turn):
    return nn.Dense(x.shape[-1])(x) + len(range(turn)) * self.depth


class Net(nn.Module):
  steps: int = 3

  @nn.compact
  def __call__(self, x):
    block = Block(name='block')
    for turn in range(self.steps):
      x = block(x, turn)
    return x


class Listed(nn.Module):
  steps: int = 3

  @nn.compact
  def __call__(self, x):
    row = Row(name='row')
    return sum([row(x, turn) for turn in range(self.steps)])


class Row(nn.Module):
  @nn.compact
  def __call__(self, x, turn):
    return nn.Dense(4)(x) * len(range(turn))


class Walrus(nn.Module):
  steps: int = 3

  @nn.compact
  def __call__(self, x):
    column = Column(name='column')
    turn = 0
    while (turn := turn + 1) < self.steps:
      x = column(x, turn)
    return x


class Column(nn.Module):
  @nn.compact
  def __call__(self, x, turn):
    return nn.Dense(x.shape[-1])(x) + len(range(turn))
