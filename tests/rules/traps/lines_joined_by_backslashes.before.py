"""A backslash at the end of a line stands between the parts of an expression, and is none of them."""

from flax import nn


class A(nn.Module):
  def apply(self, x, \
            width=3, \
            train=True):
    x = nn.Dense(x, \
                 width, \
                 bias=False)
    return x


class B(nn.Module):
  def apply(self, x, width=3):
    dense = nn.Dense.partial(features=width, \
                             bias=False)
    x = \
      dense(x)
    x, y = \
      dense(x), dense(x)
    x = A(x, width) + \
        A(x, 1)
    return x + y


class C(nn.Module):
  def apply(self, x, width=3):
    k = self.param('kernel', \
                   (x.shape[-1], width), nn.initializers.ones)
    y = x if width else \
        nn.Dense(x, width)
    z = nn.Dense.partial(bias=False) \
        if width > 4 else nn.Dense.partial(bias=True)
    y = y + z(y, \
              features=width)
    y = -\
        nn.Dense(y, width)
    y = nn.Dense(x if width > 2 \
                 else y, 4)
    return \
      nn.relu(nn.Dense(y, 3))
