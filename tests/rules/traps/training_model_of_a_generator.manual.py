# expect: LIN402 unsafe: what a generator gives
# What it is given to would be called as it was.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def models(params):
  yield nn.Model(Net, params)


def first(params, x):
  return next(models(params))(x)
