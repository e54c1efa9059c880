# expect: LIN105 manual: causal_mask
from flax import nn


class Net(nn.Module):
  def apply(self, x, heads=2):
    attention = nn.SelfAttention.partial(num_heads=heads, causal_mask=True)
    return attention(x)
