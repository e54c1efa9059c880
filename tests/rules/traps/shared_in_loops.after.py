# One module called in loops and in a comprehension, one made in each turn, a list of them.
from typing import Tuple

from flax import linen as nn


class Net(nn.Module):
  sizes: Tuple[int, ...] = (4, 4)

  @nn.compact
  def __call__(self, x):
    mix = nn.Dense(features=4, use_bias=False, name='mix')
    x = nn.Dense(4)(x)
    for _ in range(2):
      x = nn.relu(mix(x))
    for i, n in enumerate(self.sizes):
      layer = nn.Dense(features=n, name=f'layer_{i}')
      x = layer(nn.tanh(layer(x)))
    heads = [nn.Dense(features=4, name=f'head_{i}') for i in range(2)]
    for head in heads:
      x = head(x)
    return sum(mix(head(x)) for head in heads)
