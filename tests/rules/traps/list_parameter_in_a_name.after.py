# A list written out in a name, which a tuple would write otherwise.
from typing import Any

from flax import linen as nn


class MLP(nn.Module):
  sizes: Any

  @nn.compact
  def __call__(self, x):
    sizes = list(self.sizes)
    return nn.Dense(sizes[0], name=f'layer_{sizes}')(x)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    return MLP([3])(x)
