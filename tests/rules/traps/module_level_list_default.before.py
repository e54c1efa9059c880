# A default that names a list of the file: a dataclass refuses that too.
from flax import nn

SIZES = [4, 3]


class MLP(nn.Module):
  def apply(self, x, sizes=SIZES):
    for size in sizes:
      x = nn.Dense(x, size)
    return x
