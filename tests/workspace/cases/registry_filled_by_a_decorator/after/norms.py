from flax import linen as nn

from registry import NORMS


class Norms(nn.Module):
  @nn.compact
  def __call__(self, x):
    for norm in reversed(NORMS):
      x = norm()(x)
    return x
