# expect: LIN107 manual: by hand
from flax import nn


def block(x, size):
  return nn.Dense(x, size, name='block')  # noqa: LIN103


class Net(nn.Module):
  def apply(self, x):
    return block(x, 3)

  @nn.module_method
  def twice(self, x):
    return block(2 * x, 3)
