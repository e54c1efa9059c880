# `.shared` of a partial, whose own name it does not take.
import functools

from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    dense = functools.partial(nn.Dense, use_bias=False, name='unused')
    twice = dense(features=6, name='twice')
    other = dense(features=6, name='0')
    return twice(other(twice(other(x))))
