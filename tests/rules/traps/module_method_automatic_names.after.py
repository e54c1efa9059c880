# What old names had in common was shared: automatic ones, and computed ones in loops.
from typing import Tuple

from flax import linen as nn


class Mlp(nn.Module):
  width: int = 8
  sizes: Tuple[int, ...] = (4, 6)

  # comes first
  def first(self, x):
    """The first layer."""
    return nn.relu(self.Dense_0(x))

  def setup(self):
    self.Dense_0 = nn.Dense(self.width)
    for i, n in enumerate(self.sizes):
      for side in ('l', 'r'):
        setattr(self, f'{side}_{i}', nn.Dense(n))
    self.Dense_1 = nn.Dense(3)
    self.dropout = nn.Dropout(rate=0.5)

  @nn.compact
  def __call__(self, x, train=False):
    x = nn.relu(self.Dense_0(x))
    for i, n in enumerate(self.sizes):
      for side in ('l', 'r'):
        x = getattr(self, f'{side}_{i}')(x)
    x = nn.LayerNorm()(self.Dense_1(x))
    return nn.Dropout(rate=0.5)(x, deterministic=not train)

  def layers(self, x, train=False):
    for i, n in enumerate(self.sizes):
      for side in ('l', 'r'):
        x = getattr(self, f'{side}_{i}')(x)
    return self.dropout(x, deterministic=not train)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    mlp = Mlp(width=8, sizes=(4, 6), name='mlp')
    y = mlp(x)
    return y, mlp.layers(mlp.first(x))
