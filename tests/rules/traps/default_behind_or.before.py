# `or` with a default says nothing about arrays: these are settings.
from flax import nn


class Net(nn.Module):
  def apply(self, x, features=3, strides=None, padding=None):
    return nn.Conv(x, features, (3, 3), strides or (1, 1), padding or 'SAME')


class Outer(nn.Module):
  def apply(self, x):
    return Net(x, 4, (2, 2)) + Net(x, 4, padding='VALID')
