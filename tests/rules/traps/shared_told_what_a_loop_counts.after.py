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
