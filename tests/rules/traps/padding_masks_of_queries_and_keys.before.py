# A mask of the queries and one of the keys.
from flax import nn


class Net(nn.Module):
  def apply(self, x, memory, x_mask, memory_mask):
    y = nn.MultiHeadDotProductAttention(x, memory, num_heads=2, padding_mask=x_mask, key_padding_mask=memory_mask)
    return y * x_mask
