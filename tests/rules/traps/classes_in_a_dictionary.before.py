# Module classes in a dictionary, picked by name.
from flax import nn


class A(nn.Module):
  def apply(self, x, features, act=nn.relu):
    return act(nn.Dense(x, features))


class B(nn.Module):
  def apply(self, x, features):
    return nn.tanh(nn.Dense(x, features))


BLOCKS = {'a': A, 'b': B}


class Net(nn.Module):
  def apply(self, x, kind='a'):
    return BLOCKS[kind](x, 4)
