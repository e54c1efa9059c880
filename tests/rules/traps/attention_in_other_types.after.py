# Types, precision, sizes and dropout go to the fields, and what is called by position keeps its meaning.
import functools
from typing import Any

from flax import linen as nn
import jax
import jax.numpy as jnp


class Typed(nn.Module):
  dtype: Any = jnp.float32

  @nn.compact
  def __call__(self, x, mask):
    assert x.ndim == 3
    attention_mask = nn.make_attention_mask(
        mask.reshape(x.shape[:2]), mask.reshape(x.shape[:2]))
    bias = jnp.where(attention_mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return nn.SelfAttention(num_heads=2, dtype=self.dtype, attention_fn=attend)(x)


class Positions(nn.Module):
  @nn.compact
  def __call__(self, x, mask):
    assert x.ndim == 3
    attention_mask = nn.make_attention_mask(
        mask.reshape(x.shape[:2]), mask.reshape(x.shape[:2]))
    bias = jnp.where(attention_mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return nn.MultiHeadDotProductAttention(2, jnp.float32, qkv_features=16, out_features=6, attention_fn=attend)(x)


class Sizes(nn.Module):
  @nn.compact
  def __call__(self, x, mask, train=False):
    assert x.ndim == 3
    attention_mask = nn.make_attention_mask(
        mask.reshape(x.shape[:2]), mask.reshape(x.shape[:2]))
    bias = jnp.where(attention_mask > 0, 0., -1e10)
    attend = functools.partial(nn.dot_product_attention, bias=bias)
    return nn.SelfAttention(
        num_heads=2,
        qkv_features=16,
        out_features=6,
        attention_fn=attend,
        broadcast_dropout=False,
        dropout_rate=0.5,
        precision=jax.lax.Precision.HIGHEST)(x, deterministic=not train)
