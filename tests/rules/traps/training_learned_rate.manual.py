# expect: LIN503 unsafe: a parameter
# What the optimizer keeps for the parameter would be overwritten with the rate.
from flax import linen, optim


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


class Learned(linen.Module):
  @linen.compact
  def __call__(self, x):
    return x * self.param('learning_rate', linen.initializers.ones, ())


def step(params, grad, rate):
  optimizer = optim.Adam(learning_rate=0.1).create(params)
  return optimizer.apply_gradient(grad, learning_rate=rate)
