# Functions made into modules: called, named, bound, nested in a method, with strings of several lines.
from flax import nn


@nn.module
def mlp(x, width=3):
  """Two layers.

  With a width.
  """
  # first
  x = nn.relu(nn.Dense(x,
                       width))
  note = f"""
  {width} of
them
"""
  if note:
    x = nn.Dense(x, 2)  # last
  return x
  # end


@nn.module
def head(x, *, classes): return nn.Dense(nn.Dense(x, classes), classes)


@nn.module
def scaled(
    x,
    scale=2.0,  # how much
):
  x = x * scale
  scale = scale + 1
  return nn.LayerNorm(x) * scale


class Net(nn.Module):
  def apply(self, x, n=4):
    @nn.module
    def inner(y):
      return nn.Dense(y, n)

    small = mlp.partial(width=2)
    x = small(mlp(mlp(x, n), width=4, name='foo'))
    return head(inner(scaled(x, scale=3.0)), classes=2)
