# An annotated list on the class would be a field, whose default a dataclass refuses.
from typing import ClassVar

from flax import linen as nn


class Net(nn.Module):
  sizes: ClassVar[list] = [3, 4]
  scale: float = 2.0

  @nn.compact
  def __call__(self, x):
    for n in self.sizes + [5]:
      x = nn.Dense(n)(x)
    return x * self.scale
