# A partial of attention, given masks where it is called; what it attends over is known.
import functools

from flax import linen as nn
import jax.numpy as jnp


class Net(nn.Module):
  heads: int = 2

  @nn.compact
  def __call__(self, x, mask):
    assert x.ndim == 3
    attention = functools.partial(nn.SelfAttention, num_heads=self.heads, use_bias=False)
    attention_mask = nn.make_causal_mask(x[..., 0])
    x = attention()(x, mask=attention_mask)
    attention_mask = nn.make_attention_mask(
        mask.reshape(x.shape[:2]), mask.reshape(x.shape[:2]))
    bias = jnp.where(attention_mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return attention(attention_fn=attend)(x)
