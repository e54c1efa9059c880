# A field that is given a list holds a tuple in Linen: the body begins with a list where it needs one.
from flax import nn


def grown(sizes):
  return sizes + [3]


class Added(nn.Module):
  def apply(self, x, hidden, out=2):
    for width in hidden + [out]:
      x = nn.Dense(x, width)
    return x


class Sliced(nn.Module):
  def apply(self, x, hidden=[3, 4]):
    for width in hidden[:-1] + [5]:
      x = nn.Dense(x, width)
    return nn.Dense(x, hidden[-1])


class Optional(nn.Module):
  def apply(self, x, hidden=None):
    hidden = hidden or [4]
    hidden += [3]
    for width in hidden:
      x = nn.Dense(x, width)
    return x


class Asked(nn.Module):
  def apply(self, x, sizes=[3]):
    if isinstance(sizes, list) and type(sizes) is list and sizes == [3]:
      x = x * 2
    return nn.Dense(x, sizes[0])


class Handed(nn.Module):
  def apply(self, x, sizes=[3]):
    for width in grown(sizes):
      x = nn.Dense(x, width)
    return x


class Plain(nn.Module):
  def apply(self, x, sizes=(3,), features=2, layers=3):
    widths = [features] * layers
    widths.append(4)
    if isinstance(sizes, (list, tuple)) and isinstance(sizes, tuple):
      x = nn.Dense(x, sizes[0])
    for width in widths:
      x = nn.Dense(x, width)
    return x
