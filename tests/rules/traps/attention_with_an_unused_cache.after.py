# Nobody passes a cache, so what decodes is the flag of today, off.
import functools

from flax import linen as nn
import jax.numpy as jnp


class Layer(nn.Module):
  @nn.compact
  def __call__(self, x, mask=None, cache=None):
    inputs = nn.LayerNorm()(x)
    causal = nn.make_causal_mask(inputs[..., 0])
    padding = None if mask is None or cache else nn.make_attention_mask(
        mask.reshape(inputs.shape[:2]), mask.reshape(inputs.shape[:2]))
    attention_mask = nn.combine_masks(causal, padding)
    bias = jnp.where(attention_mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return x + nn.SelfAttention(
        num_heads=2, attention_fn=attend, decode=bool(cache))(inputs)


class Decoder(nn.Module):
  layers: int = 2

  @nn.compact
  def __call__(self, x, mask=None, cache=None):
    assert x.ndim == 3
    for _ in range(self.layers):
      x = Layer()(x, mask=mask, cache=cache)
    return x
