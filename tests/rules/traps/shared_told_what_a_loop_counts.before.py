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
