# Linen takes a partial on a class for a method, and passes `self`, unless it is static. The fields go below.
from flax import nn


class Net(nn.Module):
  norm = nn.LayerNorm.partial(epsilon=1e-5)

  def apply(self, x, features=3):
    return self.norm(nn.Dense(x, features))
