# What old names had in common was shared: automatic ones, and computed ones in loops.
from flax import nn


class Mlp(nn.Module):
  @nn.module_method  # comes first
  def first(self, x, width, **kwargs):
    """The first layer."""
    return nn.relu(nn.Dense(x, width))

  def apply(self, x, width=8, sizes=(4, 6), train=False):
    x = nn.relu(nn.Dense(x, width))
    for i, n in enumerate(sizes):
      for side in ('l', 'r'):
        x = nn.Dense(x, n, name=f'{side}_{i}')
    x = nn.LayerNorm(nn.Dense(x, 3))
    return nn.dropout(x, 0.5, deterministic=not train)

  @nn.module_method
  def layers(self, x, sizes, width=8, train=False):
    for i, n in enumerate(sizes):
      for side in ('l', 'r'):
        x = nn.Dense(x, n, name=f'{side}_{i}')
    return nn.dropout(x, rate=0.5, deterministic=not train)


class Net(nn.Module):
  def apply(self, x):
    mlp = Mlp.shared(width=8, sizes=(4, 6), name='mlp')
    y = mlp(x)
    return y, mlp.layers(mlp.first(x))
