# expect: LIN403 unsafe: a list
# Which model is called, and as what, would have to be followed through the list.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def ensemble(seeds, params, x):
  models = [nn.Model(Net, params), nn.Model(Net, params)]
  return sum(model(x) for model in models)
