# expect: LIN302 manual: a loop inside
# Each turn would draw the same numbers.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def sample(key, params, xs):
  model = nn.Model(Net, params)
  total = 0.
  with nn.stochastic(key):
    for x in xs:
      total += model(x)
  return total
