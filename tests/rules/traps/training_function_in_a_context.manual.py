# expect: LIN302 manual: handed on as it is
# Nobody sees who calls it with which arguments.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dropout(0.5, deterministic=False)(linen.Dense(3)(x)) * self.slope


def helper(model, x):
  return model(x)


def sample(key, params, x):
  model = nn.Model(Net, params)
  with nn.stochastic(key):
    y = model(x) + helper(model, x)
  return y


helpers = {'helper': helper}
