from flax import nn


class Short(nn.Module):
  """A layer."""

  def apply(self, x, features, bias=True):
    """Applies it.

    Args:
      x: the input.
      features: number of features,
        which may be
        any number.
      bias (bool): whether there is one

    Returns:
      An array.
    """
    return nn.Dense(x, features, bias=bias)


class Long(nn.Module):
  """A layer.

  It has a lot of text.
  """

  def apply(self, x, features=3):
    """Args:
      x: not in a line of its own.
      features: the same.
    """
    return Short(x, features)


class Fields(nn.Module):
  """Layers."""

  def apply(self, x, features=3, depth=2):
    """Applies them.

    Arguments:
      features: how many features there are.
      depth: how many layers there are.
    """
    for _ in range(depth):
      x = Long(x, features)
    return x


class Told(nn.Module):
  """Layers.

  Attributes:
    known: what was told already.
  """

  def apply(self, x, features=3):
    """Applies them.

    Args:
      x: the input.
      features: how many features there are.
    """
    return Fields(x, features)
