# expect: LIN402 unsafe: what a lambda gives
# What is made by it would be called as it was.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def evaluate(params, x):
  make = lambda: nn.Model(Net, params)
  return make()(x)
