# A list of modules as a default, which no dataclass takes.
from flax import nn


class Net(nn.Module):
  def apply(self, x, norms=[nn.LayerNorm, nn.LayerNorm]):
    for norm in norms:
      x = norm(x)
    return nn.Dense(x, 3)
