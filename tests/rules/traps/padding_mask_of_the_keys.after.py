# unsafe: attention. Over something else, a mask of the keys hides keys only.
from flax import linen as nn
import jax.numpy as jnp


class Cross(nn.Module):
  heads: int = 2

  @nn.compact
  def __call__(self, x, memory, memory_mask):
    return nn.MultiHeadDotProductAttention(num_heads=self.heads)(x, memory, mask=nn.make_attention_mask(jnp.ones(x.shape[:2]), memory_mask.reshape(memory.shape[:2])))
