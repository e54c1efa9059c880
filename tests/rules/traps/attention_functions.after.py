# Functions that weigh the values, handed masks as the bias that old attention made of them.
import functools
from typing import Any, Callable

from flax import linen as nn
import jax.numpy as jnp


def by_cosine(query, key, value, temperature=10., bias=None, dtype=jnp.float32, **unused):
  query = query / (jnp.linalg.norm(query, axis=-1, keepdims=True) + 1e-6)
  key = key / (jnp.linalg.norm(key, axis=-1, keepdims=True) + 1e-6)
  weights = temperature * jnp.einsum('bqhd,bkhd->bhqk', query, key)
  if bias is not None:
    weights = weights + bias
  return jnp.einsum('bhqk,bkhd->bqhd', nn.softmax(weights), value).astype(dtype)


class Layer(nn.Module):
  attention_fn: Callable[..., Any] = nn.attention.dot_product_attention
  causal: bool = True

  @nn.compact
  def __call__(self, x, mask=None):
    assert x.ndim == 3
    attention_causal = nn.make_causal_mask(x[..., 0]) if self.causal else None
    padding = None if mask is None else nn.make_attention_mask(
        mask.reshape(x.shape[:2]), mask.reshape(x.shape[:2]))
    attention_mask = nn.combine_masks(attention_causal, padding)
    bias = None if attention_mask is None else jnp.where(
        attention_mask > 0, 0., -1e10)
    attend = functools.partial(self.attention_fn, bias=bias)
    return nn.SelfAttention(
        num_heads=2, attention_fn=attend, dtype=jnp.float32)(x)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x, mask=None):
    assert x.ndim == 3
    y = Layer(attention_fn=by_cosine)(x, mask=mask)
    y = Layer()(y, mask=mask)
    y = nn.SelfAttention(num_heads=2, attention_fn=by_cosine, dtype=jnp.float32)(y)
    attention_mask = nn.make_causal_mask(y[..., 0])
    bias = jnp.where(attention_mask > 0, 0., -1e10)
    attend = functools.partial(by_cosine, bias=bias)
    return nn.SelfAttention(num_heads=2, attention_fn=attend, dtype=jnp.float32)(y)
