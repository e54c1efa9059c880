# expect: LIN402 unsafe: is handed to `tree_map`
# Of a TrainState everything would be averaged, and two of them may not even be alike.
from flax import linen, nn
import functools
import jax


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def create(slope, params):
  return nn.Model(functools.partial(Net, slope=slope), params)


def evaluate(model, x):
  return model(x)


def run(params, x):
  first, second = create(1., params), create(2., params)
  both = jax.tree_util.tree_map(lambda a, b: (a + b) / 2, first, second)
  return evaluate(both, x)
