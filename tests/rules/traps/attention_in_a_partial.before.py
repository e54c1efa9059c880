# A partial of attention, given masks where it is called; what it attends over is known.
from flax import nn


class Net(nn.Module):
  def apply(self, x, mask, heads=2):
    assert x.ndim == 3
    attention = nn.SelfAttention.partial(num_heads=heads, attention_axis=(1,), bias=False)
    x = attention(x, causal_mask=True)
    return attention(x, padding_mask=mask)
