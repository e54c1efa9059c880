# expect: LIN302 manual: hand it the keys that it needs
# The model that its method runs would have no key.
from flax import linen, nn


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dropout(0.5, deterministic=False)(linen.Dense(3)(x)) * self.slope


class Evaluator:

  def __init__(self, model):
    self.model = model

  def outputs(self, x):
    return self.model(x)


def sample(key, params, x):
  evaluator = Evaluator(nn.Model(Net, params))
  with nn.stochastic(key):
    return evaluator.outputs(x)
