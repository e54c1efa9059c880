# expect: LIN302 manual: is called inside
# The model that it runs would have no key.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def helper(model, x):
  return model(x)


def sample(key, params, x):
  model = nn.Model(Net, params)
  with nn.stochastic(key):
    y = model(x) + helper(model, x)
  return y
