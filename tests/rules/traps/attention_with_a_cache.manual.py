# expect: LIN104 manual: decode
from flax import nn


class Net(nn.Module):
  def apply(self, x, cache=None):
    return nn.SelfAttention(x, num_heads=2, causal_mask=True, cache=cache)
