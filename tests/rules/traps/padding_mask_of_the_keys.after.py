# Over something else, a mask of the keys hides keys only.
import functools

from flax import linen as nn
import jax.numpy as jnp


class Cross(nn.Module):
  heads: int = 2

  @nn.compact
  def __call__(self, x, memory, memory_mask):
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    flat_memory = memory.reshape(memory.shape[0], -1, memory.shape[-1])
    mask = nn.make_attention_mask(
        jnp.ones(flat.shape[:2]),
        memory_mask.T.reshape(-1, flat_memory.shape[0]).T)
    bias = jnp.where(mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return nn.MultiHeadDotProductAttention(num_heads=self.heads, attention_fn=attend)(flat, flat_memory).reshape(x.shape[:-1] + (-1,))
