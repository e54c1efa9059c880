# Over itself, a padding mask hides queries as well as keys, whichever of the two it is given for.
import functools

from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  heads: int = 2

  @nn.compact
  def __call__(self, x, mask):
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    attention_mask = nn.make_attention_mask(
        mask.reshape(flat.shape[:2]), mask.T.reshape(-1, flat.shape[0]).T)
    bias = jnp.where(attention_mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    y = nn.SelfAttention(num_heads=self.heads, attention_fn=attend)(flat).reshape(x.shape[:-1] + (-1,))
    flat = x.reshape(x.shape[0], -1, x.shape[-1])
    causal = nn.make_causal_mask(flat[..., 0])
    padding = nn.make_attention_mask(
        mask.reshape(flat.shape[:2]), mask.T.reshape(-1, flat.shape[0]).T)
    attention_mask = nn.combine_masks(causal, padding)
    bias = jnp.where(attention_mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    z = nn.MultiHeadDotProductAttention(num_heads=self.heads, attention_fn=attend)(flat, flat).reshape(x.shape[:-1] + (-1,))
    return jnp.where(mask, y + z, 0)
