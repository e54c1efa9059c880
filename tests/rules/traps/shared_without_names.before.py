# The old API called them by bare numbers, out of the one counter for all automatic names.
from flax import nn


class Net(nn.Module):
  def apply(self, x, wide=True):
    a = nn.Dense(x, 6)
    b = nn.Dense.shared(features=6)
    unused = nn.Dense.shared(features=2)
    c = nn.LayerNorm.shared()
    x = c(b(c(b(a))))
    if wide:
      d = nn.Dense.shared(features=6)
      x = d(d(x))
    else:
      x = nn.Dense(x, 6)
    e = nn.Dense.shared(features=6)
    return nn.Dense(nn.LayerNorm(e(e(x))), 3)
