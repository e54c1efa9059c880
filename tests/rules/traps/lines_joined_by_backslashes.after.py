"""A backslash at the end of a line stands between the parts of an expression, and is none of them."""

import functools

from flax import linen as nn


class A(nn.Module):
  width: int = 3
  train: bool = True

  @nn.compact
  def __call__(self, x):
    x = nn.Dense(self.width, \
                 use_bias=False)(x)
    return x


class B(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    dense = functools.partial(nn.Dense, features=self.width, \
                             use_bias=False)
    x = \
      dense()(x)
    x, y = \
      dense()(x), dense()(x)
    x = A(self.width)(x) + \
        A(1)(x)
    return x + y


class C(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    k = self.param('kernel', \
                   nn.initializers.ones, (x.shape[-1], self.width))
    y = x if self.width else \
        nn.Dense(self.width)(x)
    z = functools.partial(nn.Dense, use_bias=False) \
        if self.width > 4 else functools.partial(nn.Dense, use_bias=True)
    y = y + z(features=self.width)(y)
    y = -\
        nn.Dense(self.width)(y)
    y = nn.Dense(4)(x if self.width > 2 \
                 else y)
    return \
      nn.relu(nn.Dense(3)(y))
