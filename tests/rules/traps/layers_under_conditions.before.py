# Layers in branches, behind `and`, in a conditional, in `try`.
from flax import nn


class Net(nn.Module):
  def apply(self, x, deep=True, kind='a', n=4):
    y = nn.Dense(x, n) if deep else nn.relu(x)
    z = deep and nn.LayerNorm(y)
    if kind == 'a':
      y = nn.Dense(y, n)
    elif kind == 'b':
      y = nn.LayerNorm(y)
    try:
      y = nn.Dense(y, n + 1)
    finally:
      pass
    return nn.Dense(y, n) + z
