from flax import nn

from registry import NORMS


class Norms(nn.Module):
  def apply(self, x):
    for norm in reversed(NORMS):
      x = norm(x)
    return x
