# Over something else, a mask of the keys hides keys only.
from flax import nn


class Cross(nn.Module):
  def apply(self, x, memory, memory_mask, heads=2):
    return nn.MultiHeadDotProductAttention(x, memory, num_heads=heads, key_padding_mask=memory_mask)
