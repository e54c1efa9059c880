# Masks that may be left out, alone and together: what a query sees, and what gradients it has, stay the same.
import functools

from flax import linen as nn
import jax.numpy as jnp


class Layer(nn.Module):
  causal: bool = False
  heads: int = 2

  @nn.compact
  def __call__(self, x, padding_mask=None, segmentation=None):
    assert x.ndim == 3
    x = nn.LayerNorm()(x)
    attention_causal = nn.make_causal_mask(x[..., 0]) if self.causal else None
    padding = None if padding_mask is None else nn.make_attention_mask(
        padding_mask.reshape(x.shape[:2]), padding_mask.reshape(x.shape[:2]))
    segments = None if segmentation is None else nn.make_attention_mask(
        segmentation.reshape(x.shape[:2]),
        segmentation.reshape(x.shape[:2]),
        jnp.equal)
    mask = nn.combine_masks(attention_causal, padding, segments)
    bias = None if mask is None else jnp.where(mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return nn.SelfAttention(
        num_heads=self.heads,
        attention_fn=attend,
        use_bias=False)(x)


class Padded(nn.Module):
  @nn.compact
  def __call__(self, x, mask=None, key_mask=None):
    assert x.ndim == 3
    attention_mask = None if mask is None and key_mask is None else nn.make_attention_mask(
        key_mask.reshape(x.shape[:2]) if mask is None else mask.reshape(x.shape[:2]),
        mask.reshape(x.shape[:2]) if key_mask is None else key_mask.reshape(x.shape[:2]))
    bias = None if attention_mask is None else jnp.where(
        attention_mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return nn.SelfAttention(num_heads=2, attention_fn=attend)(x)


class Across(nn.Module):
  @nn.compact
  def __call__(self, x, memory, mask=None, memory_mask=None, segments=None, memory_segments=None):
    assert x.ndim == 3 and mask.ndim == 2
    padding = nn.make_attention_mask(
        mask,
        jnp.ones(memory.shape[:2]) if memory_mask is None else memory_mask.reshape(memory.shape[:2]))
    attention_segments = None if segments is None else nn.make_attention_mask(
        segments.reshape(x.shape[:2]),
        memory_segments.reshape(memory.shape[:2]),
        jnp.equal)
    attention_mask = nn.combine_masks(padding, attention_segments)
    bias = jnp.where(attention_mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return nn.MultiHeadDotProductAttention(
        num_heads=2, attention_fn=attend)(x, memory)


class Keys(nn.Module):
  @nn.compact
  def __call__(self, x, memory, memory_mask):
    assert x.ndim == 3
    mask = nn.make_attention_mask(
        jnp.ones(x.shape[:2]), memory_mask.reshape(memory.shape[:2]))
    bias = jnp.where(mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return nn.MultiHeadDotProductAttention(num_heads=2, attention_fn=attend)(x, memory)


class Packed(nn.Module):
  @nn.compact
  def __call__(self, tokens, positions):
    assert tokens.ndim == 2 and positions.ndim == 2
    x = nn.Embed(10, 8)(tokens)
    padding = tokens > 3
    causal = nn.make_causal_mask(x[..., 0])
    attention_padding = nn.make_attention_mask(padding, padding)
    segments = nn.make_attention_mask(positions, positions, jnp.equal)
    mask = nn.combine_masks(causal, attention_padding, segments)
    bias = jnp.where(mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return nn.SelfAttention(num_heads=2, attention_fn=attend)(x)


class Guarded(nn.Module):
  plain: bool = False

  @nn.compact
  def __call__(self, x, mask):
    assert x.ndim == 3 and mask.ndim == 2
    y = x if self.plain else nn.SelfAttention(num_heads=2, attention_fn=functools.partial(nn.dot_product_attention, bias=jnp.where(nn.make_attention_mask(mask, mask) > 0, 0., -1e10)))(x)
    if self.plain: return nn.SelfAttention(num_heads=2, attention_fn=functools.partial(nn.dot_product_attention, bias=jnp.where(nn.make_attention_mask(mask, mask) > 0, 0., -1e10)))(y)
    return y


class Twice(nn.Module):
  @nn.compact
  def __call__(self, x, mask):
    assert x.ndim == 3 and mask.ndim == 2
    attention_mask = nn.make_attention_mask(mask, mask)
    bias = jnp.where(attention_mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    padding = 1 - mask
    mask_2 = nn.make_attention_mask(padding, padding)
    attention_bias = jnp.where(mask_2 > 0, 0., -1e10)
    attention_attend = functools.partial(
        nn.dot_product_attention, bias=attention_bias)
    return nn.SelfAttention(num_heads=2, attention_fn=attend)(x) + nn.SelfAttention(
        num_heads=1, attention_fn=attention_attend)(x)
