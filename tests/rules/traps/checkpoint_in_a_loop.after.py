# unsafe: newer versions of JAX run all of these on the parameters of the first.
import functools

import jax
from flax import linen as nn


def head(h):
  return nn.Dense(3)(h)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    def block(self, h):
      return nn.relu(nn.Dense(3)(h))

    for _ in range(2):
      x = nn.remat(block)(self, x)
    f = functools.partial(nn.remat(lambda self, h: nn.Dense(3)(h)), self)
    return nn.remat(lambda _, *args: head(*args))(self, f(f(x)))
