"""A decoder-only language model on packed sequences: causal, padding and segmentation masks at once."""

from flax import nn
import jax.numpy as jnp


def shift_right(x):
  return jnp.pad(x, ((0, 0), (1, 0)))[:, :-1]


class Block(nn.Module):
  def apply(self, x, num_heads, mlp_dim, padding_mask, segmentation=None, dropout_rate=0.0, deterministic=True):
    y = nn.LayerNorm(x)
    y = nn.SelfAttention(
      y,
      num_heads=num_heads,
      causal_mask=True,
      padding_mask=padding_mask,
      segmentation=segmentation,
      dropout_rate=dropout_rate,
      broadcast_dropout=False,
      deterministic=deterministic,
      bias=False,
    )
    x = x + nn.dropout(y, rate=dropout_rate, deterministic=deterministic)
    y = nn.LayerNorm(x)
    y = nn.Dense(nn.gelu(nn.Dense(y, mlp_dim)), x.shape[-1])
    return x + y


class PackedLM(nn.Module):
  def apply(
    self,
    inputs,
    segmentation=None,
    vocab_size=13,
    emb_dim=4,
    num_heads=2,
    num_layers=2,
    mlp_dim=8,
    dropout_rate=0.1,
    train=True,
  ):
    mask = jnp.where(inputs > 0, 1, 0).astype(jnp.float32)[..., None]
    x = nn.Embed(shift_right(inputs), vocab_size, emb_dim, embedding_init=nn.initializers.normal(stddev=1.0))
    for _ in range(num_layers):
      x = Block(
        x,
        num_heads,
        mlp_dim,
        mask,
        segmentation=segmentation,
        dropout_rate=dropout_rate,
        deterministic=not train,
      )
    return nn.Dense(nn.LayerNorm(x), vocab_size, bias=False) * mask
