# expect: LIN402 unsafe: replaced
# What a call does then, no rewrite knows.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def twice(self, x):
  return x


def run(params, x):
  return nn.Model(Net, params)(x)


nn.Model.__call__ = twice
