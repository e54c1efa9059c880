# expect: LIN401 manual: a TrainState has to stand
# Where the module can't be named, its parameters alone are not enough.
import functools
from flax import linen


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def create(slope, key, x):
  _, model = functools.partial(Net, slope=slope).create(key, x)
  return model


def run(key, x):
  return create(2., key, x)(x), evaluate(create(3., key, x), x)


def evaluate(model, x):
  return model(x)
