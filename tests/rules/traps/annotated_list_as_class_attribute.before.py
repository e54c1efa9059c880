# An annotated list on the class would be a field, whose default a dataclass refuses.
from flax import nn


class Net(nn.Module):
  sizes: list = [3, 4]

  def apply(self, x, scale=2.0):
    for n in self.sizes + [5]:
      x = nn.Dense(x, n)
    return x * scale
