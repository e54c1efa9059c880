# Types, precision, sizes and dropout go to the fields, and what is called by position keeps its meaning.
from flax import nn
import jax
import jax.numpy as jnp


class Typed(nn.Module):
  def apply(self, x, mask, dtype=jnp.float32):
    assert x.ndim == 3
    return nn.SelfAttention(x, num_heads=2, dtype=dtype, padding_mask=mask)


class Positions(nn.Module):
  def apply(self, x, mask):
    assert x.ndim == 3
    return nn.MultiHeadDotProductAttention(x, None, 2, jnp.float32, 16, 6, (1,), False, mask)


class Sizes(nn.Module):
  def apply(self, x, mask, train=False):
    assert x.ndim == 3
    return nn.SelfAttention(
        x,
        num_heads=2,
        qkv_features=16,
        out_features=6,
        padding_mask=mask,
        cache=None,
        broadcast_dropout=False,
        dropout_rate=0.5,
        deterministic=not train,
        precision=jax.lax.Precision.HIGHEST)
