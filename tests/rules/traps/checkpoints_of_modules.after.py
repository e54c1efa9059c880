# Rematerialised, compiled and mapped functions that call modules: local, of the file, methods, lambdas.
import functools

import jax
from flax import linen as nn


def head(h, width=3):
  return nn.Dense(width)(h)


class Block(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    return nn.LayerNorm()(nn.Dense(self.width)(x))


class Net(nn.Module):
  n: int = 3

  def scaled(self, h, width=4):
    return nn.Dense(width)(h) * self.param('s', nn.initializers.ones, (width,))

  @nn.compact
  def __call__(self, x):
    def inner(self, h):
      return nn.Dense(self.n)(Block(self.n)(h))

    def two(self, h, *, by):
      return nn.Dense(4)(h) * by

    x = nn.remat(inner)(self, x)
    for _ in range(2):
      def again(self, h):
        return x + nn.Dense(self.n)(h)

      x = nn.remat(again)(self, x)
    result_2 = nn.remat(lambda self, h: nn.Dense(self.n)(h), prevent_cse=False)(self, x)
    x = nn.Dense(3)(result_2)
    f = functools.partial(nn.remat(lambda self, *args, **kwargs: self.scaled(*args, **kwargs)), self)
    result_4 = f(x)
    x = nn.Dense(4)(result_4)
    x = nn.remat(two)(self, x, by=2.)
    x = nn.jit(lambda self, h: head(h, width=self.n))(self, x)
    x = nn.vmap(lambda self, h: head(h), variable_axes={'params': None}, split_rngs={'params': False})(self, x)
    return nn.vmap(lambda self, h, s: nn.Dense(self.n)(h) * s, variable_axes={'params': None}, split_rngs={'params': False}, in_axes=(0, None), out_axes=1)(self, x, 2.)
