# The old API called them by bare numbers, out of the one counter for all automatic names.
from flax import linen as nn


class Net(nn.Module):
  wide: bool = True

  @nn.compact
  def __call__(self, x):
    a = nn.Dense(6)(x)
    b = nn.Dense(features=6, name='1')
    unused = nn.Dense(features=2, name='2')
    c = nn.LayerNorm(name='3')
    x = c(b(c(b(a))))
    if self.wide:
      d = nn.Dense(features=6, name='4')
      x = d(d(x))
    else:
      x = nn.Dense(6)(x)
    e = nn.Dense(features=6, name='5')
    return nn.Dense(3)(nn.LayerNorm()(e(e(x))))
