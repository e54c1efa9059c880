# expect: LIN302 manual: another value inside
# The model would be given the new key.
from flax import linen, nn


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x)


def sample(key, params, x):
  model = nn.Model(Net, params)
  with nn.stochastic(key):
    key = x.sum()
    y = model(x)
  return y, key
