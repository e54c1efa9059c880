# Where a module may be a plain function, that is called in the same form.
from flax import nn


def identity(x):
  return x


class Block(nn.Module):
  def apply(self, x, n, norm=nn.LayerNorm):
    return nn.relu(norm(nn.Dense(x, n)))


class Net(nn.Module):
  def apply(self, x):
    return Block(x, 4, norm=identity)
