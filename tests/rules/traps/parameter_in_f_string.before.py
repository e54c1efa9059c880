# Parameters inside f-strings, with format specifications and quotes of their own.
from flax import nn


class Net(nn.Module):
  def apply(self, x, cfg=None, prefix='p', n=2):
    for i in range(n):
      x = nn.Dense(x, cfg['width'], name=f"{prefix}_{i:>{n}}_{cfg['width']!r}")
    return x
