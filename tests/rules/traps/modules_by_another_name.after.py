# Aliases, a tuple assignment, a partial of a partial.
import functools

from flax import linen as nn

Dense = nn.Dense
Narrow = functools.partial(Dense, features=3)
Plain = functools.partial(Narrow, use_bias=False)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    dense, norm = Dense, nn.LayerNorm
    x = norm()(dense(4)(x))
    return Plain()(x) + Narrow()(x)
