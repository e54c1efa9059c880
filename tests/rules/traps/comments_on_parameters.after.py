# Comments that explain parameters go where the parameters go.
from typing import Any, Callable

from flax import linen as nn


class Net(nn.Module):
  features: int = 8  # number of channels
  act: Callable[..., Any] = nn.relu  # behind every layer

  @nn.compact
  def __call__(self,
               x,  # images
               ):
    return self.act(nn.Conv(self.features, (3, 3))(x))
