# A mask of the queries and one of the keys.
import functools

from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, memory, x_mask, memory_mask):
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    flat_memory = memory.reshape(memory.shape[0], -1, memory.shape[-1])
    mask = nn.make_attention_mask(
        x_mask.reshape(flat.shape[:2]),
        memory_mask.T.reshape(-1, flat_memory.shape[0]).T)
    bias = jnp.where(mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    y = nn.MultiHeadDotProductAttention(num_heads=2, attention_fn=attend)(flat, flat_memory).reshape(x.shape[:-1] + (-1,))
    return y * x_mask
