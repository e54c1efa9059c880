# The norm beside a plain function lost a default, which the function does not take.
import functools

from flax import linen as nn


def identity():
  return lambda x: x


class Net(nn.Module):
  normed: bool = True

  @nn.compact
  def __call__(self, x):
    norm = functools.partial(nn.BatchNorm, use_running_average=False) if self.normed else identity
    return norm()(x)
