# A list written out in a name, which a tuple would write otherwise.
from flax import nn


class MLP(nn.Module):
  def apply(self, x, sizes):
    return nn.Dense(x, sizes[0], name=f'layer_{sizes}')


class Net(nn.Module):
  def apply(self, x):
    return MLP(x, [3])
