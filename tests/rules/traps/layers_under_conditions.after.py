# Layers in branches, behind `and`, in a conditional, in `try`.
from flax import linen as nn


class Net(nn.Module):
  deep: bool = True
  kind: str = 'a'
  n: int = 4

  @nn.compact
  def __call__(self, x):
    y = nn.Dense(self.n)(x) if self.deep else nn.relu(x)
    z = self.deep and nn.LayerNorm()(y)
    if self.kind == 'a':
      y = nn.Dense(self.n)(y)
    elif self.kind == 'b':
      y = nn.LayerNorm()(y)
    try:
      y = nn.Dense(self.n + 1)(y)
    finally:
      pass
    return nn.Dense(self.n)(y) + z
