# Modules that reach their calls by stars, by generators, by functools.partial and by global names.
import functools

from flax import nn

NORM = None


def choose():
  global NORM
  NORM = nn.LayerNorm


choose()


def sequence(x, *layers):
  for layer in layers:
    x = layer(x)
  return x


def keyed(x, **modules):
  return modules['norm'](x)


def generated():
  for _ in range(2):
    yield nn.Dense


def layer_of(x, layer):
  return layer(x, 3)


class Net(nn.Module):
  def block(self, x, layer):
    return layer(x, 4)

  def apply(self, x):
    x = sequence(x, nn.Dense.partial(features=8), nn.Dense.partial(features=6))
    x = keyed(x, norm=nn.LayerNorm)
    for layer in generated():
      x = layer(x, 3)
    dense = functools.partial(layer_of, layer=nn.Dense)
    block = functools.partial(self.block, layer=nn.Dense)
    again = self.block
    return NORM(again(block(dense(x)), nn.Dense))
