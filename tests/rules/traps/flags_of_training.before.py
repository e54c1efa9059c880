# A switch that training code gives to a model it was handed is an input of every class that may be it; a bound one is
# a field.
from flax import nn


def head(x, features, train):
  x = nn.BatchNorm(x, use_running_average=not train)
  return nn.Dense(x, features)


class Block(nn.Module):
  def apply(self, x, width, train=False):
    x = nn.BatchNorm(x, use_running_average=not train)
    return nn.Dense(nn.relu(x), width)


class Net(nn.Module):
  def apply(self, x, widths=(4, 5), train=False):
    for width in widths:
      x = Block(x, width, train=train)
    return head(x, 3, train=train)


class Frozen(nn.Module):
  def apply(self, x, train=True):
    return nn.BatchNorm(x, use_running_average=not train)


class Outer(nn.Module):
  def apply(self, x):
    frozen = Frozen.partial(train=False)
    return frozen(x)


def loss(model, batch):
  return model(batch['x'], train=True).mean()
