# Masks that may be left out, alone and together: what a query sees, and what gradients it has, stay the same.
from flax import nn


class Layer(nn.Module):
  def apply(self, x, padding_mask=None, segmentation=None, causal=False, heads=2):
    assert x.ndim == 3
    x = nn.LayerNorm(x)
    return nn.SelfAttention(
        x,
        num_heads=heads,
        attention_axis=(1,),
        causal_mask=causal,
        padding_mask=padding_mask,
        segmentation=segmentation,
        bias=False)


class Padded(nn.Module):
  def apply(self, x, mask=None, key_mask=None):
    assert x.ndim == 3
    return nn.SelfAttention(x, num_heads=2, padding_mask=mask, key_padding_mask=key_mask)


class Across(nn.Module):
  def apply(self, x, memory, mask=None, memory_mask=None, segments=None, memory_segments=None):
    assert x.ndim == 3 and mask.ndim == 2
    return nn.MultiHeadDotProductAttention(
        x, memory, num_heads=2, padding_mask=mask, key_padding_mask=memory_mask, segmentation=segments,
        key_segmentation=memory_segments)


class Keys(nn.Module):
  def apply(self, x, memory, memory_mask):
    assert x.ndim == 3
    return nn.MultiHeadDotProductAttention(x, memory, num_heads=2, key_padding_mask=memory_mask)


class Packed(nn.Module):
  def apply(self, tokens, positions):
    assert tokens.ndim == 2 and positions.ndim == 2
    x = nn.Embed(tokens, 10, 8)
    return nn.SelfAttention(x, num_heads=2, padding_mask=tokens > 3, segmentation=positions, causal_mask=True)


class Guarded(nn.Module):
  def apply(self, x, mask, plain=False):
    assert x.ndim == 3 and mask.ndim == 2
    y = x if plain else nn.SelfAttention(x, num_heads=2, padding_mask=mask)
    if plain: return nn.SelfAttention(y, num_heads=2, padding_mask=mask)
    return y


class Twice(nn.Module):
  def apply(self, x, mask):
    assert x.ndim == 3 and mask.ndim == 2
    return nn.SelfAttention(x, num_heads=2, padding_mask=mask) + nn.SelfAttention(
        x, num_heads=1, padding_mask=1 - mask)
