# Modules that stand in a tuple or dictionary of a parameter: each place has its own.
from flax import nn


class Block(nn.Module):
  def apply(self, x, layers=(nn.Dense, nn.LayerNorm), opts={'norm': nn.LayerNorm}):
    x = layers[1](layers[0](x, 3))
    return opts['norm'](x)


class Net(nn.Module):
  def apply(self, x):
    return Block(x)
