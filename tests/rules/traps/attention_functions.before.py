# Functions that weigh the values, handed masks as the bias that old attention made of them.
from flax import nn
import jax.numpy as jnp


def by_cosine(query, key, value, temperature=10., bias=None, dtype=jnp.float32, **unused):
  query = query / (jnp.linalg.norm(query, axis=-1, keepdims=True) + 1e-6)
  key = key / (jnp.linalg.norm(key, axis=-1, keepdims=True) + 1e-6)
  weights = temperature * jnp.einsum('bqhd,bkhd->bhqk', query, key)
  if bias is not None:
    weights = weights + bias
  return jnp.einsum('bhqk,bkhd->bqhd', nn.softmax(weights), value).astype(dtype)


class Layer(nn.Module):
  def apply(self, x, mask=None, attention_fn=nn.attention.dot_product_attention, causal=True):
    assert x.ndim == 3
    return nn.SelfAttention(
        x, num_heads=2, padding_mask=mask, causal_mask=causal, attention_fn=attention_fn)


class Net(nn.Module):
  def apply(self, x, mask=None):
    assert x.ndim == 3
    y = Layer(x, mask=mask, attention_fn=by_cosine)
    y = Layer(y, mask=mask)
    y = nn.SelfAttention(y, num_heads=2, attention_fn=by_cosine)
    return nn.SelfAttention(y, num_heads=2, causal_mask=True, attention_fn=by_cosine)
