# expect: LIN101 manual: hands modules to `jax.remat`
import functools

import jax
from flax import nn


def head(x):
  @functools.partial(jax.remat, prevent_cse=False)
  def block(x):
    return nn.relu(nn.Dense(x, 3))

  return block(x)


class Net(nn.Module):
  def apply(self, x):
    return nn.Dense(head(x), 2)
