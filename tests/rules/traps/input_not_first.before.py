# The input is the second parameter; calls give it by position here and by keyword there.
from flax import nn


class Film(nn.Module):
  def apply(self, features, x, cond, act=nn.relu):
    return act(x * nn.Dense(cond, features, name='gain'))


class Net(nn.Module):
  def apply(self, x, c):
    x = Film(4, x, c)
    x = Film(features=4, cond=c, x=x)
    return Film(4, x, cond=c, act=nn.tanh)
