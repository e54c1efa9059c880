# expect: LIN101 manual: LIN111
import functools

import jax
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    @functools.partial(jax.checkpoint, prevent_cse=False)
    def block(h):
      return nn.Dense(h, 3)

    return block(block(x))
