# Whatever class the model has, it is told at each call whether it trains.
from flax import nn


class Net(nn.Module):
  def apply(self, x, train=True, n=3):
    return nn.Dense(x, n) * (2 if train else 1)


class Other(nn.Module):
  def apply(self, x, wide=False, n=3):
    return nn.Dense(x, n) * (2 if wide else 1)


def evaluate(get, params, x):
  model = nn.Model(get('net'), params)
  return model(x, train=False)


def step(optimizer, x):
  return optimizer.target(x, wide=True)


class Outer(nn.Module):
  def apply(self, x, train=True):
    return Other(Net(x, train=train, n=4), wide=True)
