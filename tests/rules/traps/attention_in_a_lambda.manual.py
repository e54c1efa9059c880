# expect: LIN103 manual: a name first
from flax import nn


class Net(nn.Module):
  def apply(self, x, mask):
    layer = lambda y: nn.SelfAttention(nn.LayerNorm(y), num_heads=2, padding_mask=mask)
    return layer(x)
