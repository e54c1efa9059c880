# expect: LIN402 unsafe: gets other things
# What is called may be the function, which takes no parameters.
from flax import linen, nn
import jax


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x)


def run(function, x):
  return function(x)


def both(params, x):
  return run(nn.Model(Net, params), x) + run(jax.nn.relu, x)
