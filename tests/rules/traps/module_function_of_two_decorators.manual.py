# expect: LIN108 manual: decorates
import functools

from flax import nn


def twice(function):
  @functools.wraps(function)
  def wrapped(x):
    return function(function(x))

  return wrapped


@nn.module
@twice
def net(x):
  return nn.Dense(x, 3)
