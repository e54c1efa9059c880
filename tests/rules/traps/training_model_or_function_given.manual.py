# expect: LIN402 unsafe: gives other things
# What is called may be the function, which takes no parameters.
from flax import linen, nn
import jax


class Net(linen.Module):
  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x)


def pick(raw, params):
  if raw:
    return jax.nn.relu
  return nn.Model(Net, params)


def run(raw, params, x):
  return pick(raw, params)(x)
