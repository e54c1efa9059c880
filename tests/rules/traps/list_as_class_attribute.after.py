# A list on the class is no field, and stays a list.
from flax import linen as nn


class Net(nn.Module):
  sizes = [3, 4]
  scale: float = 2.0

  @nn.compact
  def __call__(self, x):
    for n in self.sizes + [5]:
      x = nn.Dense(n)(x)
    return x * self.scale
