from flax import nn


class Block(nn.Module):
  def apply(self, x, turn, depth=1):
    return nn.Dense(x, x.shape[-1]) + len(range(turn)) * depth


class Net(nn.Module):
  def apply(self, x, steps=3):
    block = Block.shared(name='block')
    for turn in range(steps):
      x = block(x, turn)
    return x


class Listed(nn.Module):
  def apply(self, x, steps=3):
    row = Row.shared(name='row')
    return sum([row(x, turn) for turn in range(steps)])


class Row(nn.Module):
  def apply(self, x, turn):
    return nn.Dense(x, 4) * len(range(turn))


class Walrus(nn.Module):
  def apply(self, x, steps=3):
    column = Column.shared(name='column')
    turn = 0
    while (turn := turn + 1) < steps:
      x = column(x, turn)
    return x


class Column(nn.Module):
  def apply(self, x, turn):
    return nn.Dense(x, x.shape[-1]) + len(range(turn))
