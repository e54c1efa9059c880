# Modules that reach their calls by stars, by generators, by functools.partial and by global names.
import functools

from flax import linen as nn

NORM = None


def choose():
  global NORM
  NORM = nn.LayerNorm


choose()


def sequence(x, *layers):
  for layer in layers:
    x = layer()(x)
  return x


def keyed(x, **modules):
  return modules['norm']()(x)


def generated():
  for _ in range(2):
    yield nn.Dense


def layer_of(x, layer):
  return layer(3)(x)


class Net(nn.Module):
  def block(self, x, layer):
    return layer(4)(x)

  @nn.compact
  def __call__(self, x):
    x = sequence(x, functools.partial(nn.Dense, features=8), functools.partial(nn.Dense, features=6))
    x = keyed(x, norm=nn.LayerNorm)
    for layer in generated():
      x = layer(3)(x)
    dense = functools.partial(layer_of, layer=nn.Dense)
    block = functools.partial(self.block, layer=nn.Dense)
    again = self.block
    result_3 = dense(x)
    result_4 = block(result_3)
    result_5 = again(result_4, nn.Dense)
    return NORM()(result_5)
