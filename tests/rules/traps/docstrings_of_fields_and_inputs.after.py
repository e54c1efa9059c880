from typing import Any

from flax import linen as nn


class Short(nn.Module):
  """A layer.

  Attributes:
    features: number of features,
      which may be
      any number.
    bias (bool): whether there is one
  """

  features: Any
  bias: bool = True

  @nn.compact
  def __call__(self, x):
    """Applies it.

    Args:
      x: the input.

    Returns:
      An array.
    """
    return nn.Dense(self.features, use_bias=self.bias)(x)


class Long(nn.Module):
  """A layer.

  It has a lot of text.
  """

  features: int = 3

  @nn.compact
  def __call__(self, x):
    """Args:
      x: not in a line of its own.
      features: the same.
    """
    return Short(self.features)(x)


class Fields(nn.Module):
  """Layers.

  Attributes:
    features: how many features there are.
    depth: how many layers there are.
  """

  features: int = 3
  depth: int = 2

  @nn.compact
  def __call__(self, x):
    """Applies them."""
    for _ in range(self.depth):
      x = Long(self.features)(x)
    return x


class Told(nn.Module):
  """Layers.

  Attributes:
    known: what was told already.
  """

  features: int = 3

  @nn.compact
  def __call__(self, x):
    """Applies them.

    Args:
      x: the input.
      features: how many features there are.
    """
    return Fields(self.features)(x)
