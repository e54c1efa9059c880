# expect: LIN402 unsafe: a default
# Nobody hands it over where it is called.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def evaluate(params, x):
  def run(x, model=nn.Model(Net, params)):
    return model(x)
  return run(x)
