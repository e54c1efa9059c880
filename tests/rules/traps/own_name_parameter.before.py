# A parameter `name` that the module hands on: the caller's `name=` is the module's own.
from flax import nn


class Net(nn.Module):
  def apply(self, x, features, *, kernel_init=nn.initializers.ones):
    return nn.Dense(x, features, kernel_init=kernel_init, name='d')


class Outer(nn.Module):
  def apply(self, x):
    return Net(x, 3, name='foo') + Net(x, name='bar', features=3)
