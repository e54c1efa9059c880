# Parameters that the body assigns to, deletes, counts down, or binds in a walrus.
from typing import Any

from flax import linen as nn


class Net(nn.Module):
  """Runs the net."""

  features: int = 4
  depth: int = 2
  act: Any = None

  @nn.compact
  def __call__(self, x):
    features = self.features
    depth = self.depth
    act = self.act
    act = act or nn.relu
    while depth > 0:
      features, depth = features * 2, depth - 1
      x = act(nn.Dense(features)(x))
    if (features := features - 1) > 3:
      del act
    return nn.Dense(features)(x)
