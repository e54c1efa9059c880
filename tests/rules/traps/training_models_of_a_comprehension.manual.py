# expect: LIN402 unsafe: a comprehension
# The calls of what comes out of it are seen nowhere.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def make(params):
  return nn.Model(Net, params)


def ensemble(all_params, x):
  models = [make(params) for params in all_params]
  return [model(x) for model in models]
