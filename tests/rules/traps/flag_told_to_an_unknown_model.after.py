# Whatever class the model has, it is told at each call whether it trains.
from flax import linen as nn


class Net(nn.Module):
  n: int = 3

  @nn.compact
  def __call__(self, x, train=True):
    return nn.Dense(self.n)(x) * (2 if train else 1)


class Other(nn.Module):
  n: int = 3

  @nn.compact
  def __call__(self, x, wide=False):
    return nn.Dense(self.n)(x) * (2 if wide else 1)


def evaluate(get, params, x):
  model = nn.Model(get('net'), params)
  return model(x, train=False)


def step(optimizer, x):
  return optimizer.target(x, wide=True)


class Outer(nn.Module):
  @nn.compact
  def __call__(self, x, train=True):
    return Other()(Net(n=4)(x, train=train), wide=True)
