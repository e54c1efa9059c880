# A shared module of a class that callers may choose: it is what they give, or the default.
from flax import nn


class Recurrent(nn.Module):
  def apply(self, xs, carry, cell_cls=nn.LSTMCell):
    cell = cell_cls.shared(name='cell')
    for t in range(3):
      carry, y = cell(carry, xs[:, t])
    return carry, y


class Tied(nn.Module):
  def apply(self, x, width, layer=nn.Dense):
    mix = layer.shared(features=width, name='mix')
    return mix(nn.relu(mix(x)))


class Net(nn.Module):
  def apply(self, xs, state):
    _, y = Recurrent(xs, state, cell_cls=nn.OptimizedLSTMCell)
    return Tied(y, 4, layer=nn.Dense.partial(bias=False))
