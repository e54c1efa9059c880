# expect: LIN302 manual: made by a call
# Each call of the model would ask for a key of its own.
from flax import linen, nn


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x)


def losses(next_key, params, x):
  model = nn.Model(Net, params)
  with nn.stochastic(next_key()):
    first = model(x)
    second = model(x)
  return first, second
