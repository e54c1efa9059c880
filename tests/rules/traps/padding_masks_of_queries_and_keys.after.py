# unsafe: attention. A mask of the queries and one of the keys.
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, memory, x_mask, memory_mask):
    y = nn.MultiHeadDotProductAttention(num_heads=2)(x, memory, mask=nn.make_attention_mask(x_mask.reshape(x.shape[:2]), memory_mask.reshape(memory.shape[:2])))
    return y * x_mask
