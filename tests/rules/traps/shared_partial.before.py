# `.shared` of a partial, whose own name it does not take.
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    dense = nn.Dense.partial(bias=False, name='unused')
    twice = dense.shared(features=6, name='twice')
    other = dense.shared(features=6)
    return twice(other(twice(other(x))))
