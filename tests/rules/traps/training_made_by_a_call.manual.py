# expect: LIN502 manual: a name first
# It would be made twice.
import functools
from flax import linen, nn, optim


class Net(linen.Module):
  slope: float = 1.

  @linen.compact
  def __call__(self, x):
    return linen.Dense(3)(x) * self.slope


def makes_Model(slope, params):
  return nn.Model(functools.partial(Net, slope=slope), params)


def start(params, x):
  optimizer = optim.Adam(learning_rate=0.1).create(makes_Model(2., params))
  return evaluate(optimizer.target, x)


def evaluate(model, x):
  return model(x)
