"""Attention blocks."""

from flax import nn
import jax.numpy as jnp

from .drop_path import StochasticDepth
from .mlp import MlpBlock


class AttentionBlock(nn.Module):
  """Self-attention and feed-forward, each normalized first."""

  def apply(self,
            inputs,
            num_heads,
            mlp_dim,
            qkv_dim=None,
            causal=False,
            padding_mask=None,
            segmentation=None,
            dropout_rate=0.1,
            attention_dropout_rate=0.1,
            drop_path_rate=0.,
            deterministic=False,
            norm=nn.LayerNorm,
            attention_fn=nn.attention.dot_product_attention,
            cache=None):
    """Applies the block.

    Args:
      inputs: `[batch, length, features]`.
      num_heads: number of heads.
      mlp_dim: width of the feed-forward half.
      qkv_dim: width of queries, keys and values; that of the inputs if None.
      causal: whether positions attend to earlier ones only.
      padding_mask: `[batch, length]`, False where there is only padding.
      segmentation: `[batch, length]`, which example a token belongs to where
        several are packed into one row.
      dropout_rate: dropout on both branches.
      attention_dropout_rate: dropout on attention weights.
      drop_path_rate: how often a branch is dropped altogether.
      deterministic: no dropout of any kind.
      norm: class of the normalization.
      attention_fn: what weighs the values.
      cache: `nn.attention.Cache` for decoding one token after the other.

    Returns:
      An array like the inputs.
    """
    x = norm(inputs)
    x = nn.SelfAttention(
        x,
        num_heads=num_heads,
        qkv_features=qkv_dim,
        attention_axis=(1,),
        causal_mask=causal,
        padding_mask=padding_mask,
        segmentation=segmentation,
        kernel_init=nn.initializers.xavier_uniform(),
        bias=False,
        broadcast_dropout=False,
        dropout_rate=attention_dropout_rate,
        deterministic=deterministic,
        attention_fn=attention_fn,
        cache=cache)
    x = nn.dropout(x, rate=dropout_rate, deterministic=deterministic)
    x = StochasticDepth(x, drop_path_rate, deterministic=deterministic)
    x = x + inputs

    y = norm(x)
    y = MlpBlock(
        y, mlp_dim=mlp_dim, dropout_rate=dropout_rate,
        deterministic=deterministic)
    return x + StochasticDepth(y, drop_path_rate, deterministic=deterministic)


class CrossAttentionBlock(nn.Module):
  """Attention to the outputs of an encoder."""

  def apply(self, targets, encoded, num_heads, padding_mask=None,
            key_padding_mask=None, dropout_rate=0.1, deterministic=False):
    x = nn.LayerNorm(targets, name='norm')
    x = nn.MultiHeadDotProductAttention(
        x,
        encoded,
        num_heads,
        padding_mask=padding_mask,
        key_padding_mask=key_padding_mask,
        bias=False,
        dropout_rate=dropout_rate,
        deterministic=deterministic,
        name='attention')
    x = nn.dropout(x, dropout_rate, deterministic)
    return targets + x


class AxialAttention(nn.Module):
  """Attends along the rows and the columns of an image in turn."""

  def apply(self, x, num_heads, full=False):
    if full:
      return x + nn.SelfAttention(x, num_heads=num_heads, name='full')
    for axis, name in ((1, 'rows'), (2, 'columns')):
      x = x + nn.SelfAttention(
          x, num_heads=num_heads, attention_axis=(axis,), name=name)
    return x


def cosine_attention(query, key, value, temperature=10., bias=None,
                     **unused_kwargs):
  """Attention on normalized queries and keys, for `attention_fn`."""
  query = query / (jnp.linalg.norm(query, axis=-1, keepdims=True) + 1e-6)
  key = key / (jnp.linalg.norm(key, axis=-1, keepdims=True) + 1e-6)
  weights = temperature * jnp.einsum('bqhd,bkhd->bhqk', query, key)
  if bias is not None:
    weights = weights + bias
  return jnp.einsum('bhqk,bkhd->bqhd', nn.softmax(weights), value)
