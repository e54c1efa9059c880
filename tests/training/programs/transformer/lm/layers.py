"""Transformer layers."""

from flax import nn
import jax.numpy as jnp


class MlpBlock(nn.Module):
  """Transformer MLP block."""

  def apply(self, x, mlp_dim, dropout_rate=0.1, deterministic=False,
            kernel_init=nn.initializers.xavier_uniform()):
    features = x.shape[-1]
    x = nn.Dense(x, mlp_dim, kernel_init=kernel_init)
    x = nn.gelu(x)
    x = nn.dropout(x, rate=dropout_rate, deterministic=deterministic)
    x = nn.Dense(x, features, kernel_init=kernel_init)
    return nn.dropout(x, rate=dropout_rate, deterministic=deterministic)


class Block(nn.Module):
  """Self-attention and an MLP, each around a residual."""

  def apply(self, inputs, num_heads, mlp_dim, padding_mask=None,
            dropout_rate=0.1, attention_dropout_rate=0.1, deterministic=False):
    x = nn.LayerNorm(inputs)
    x = nn.SelfAttention(
        x,
        num_heads=num_heads,
        causal_mask=True,
        padding_mask=padding_mask,
        bias=False,
        broadcast_dropout=False,
        dropout_rate=attention_dropout_rate,
        deterministic=deterministic)
    x = nn.dropout(x, rate=dropout_rate, deterministic=deterministic)
    x = x + inputs
    y = nn.LayerNorm(x)
    y = MlpBlock(y, mlp_dim=mlp_dim, dropout_rate=dropout_rate,
                 deterministic=deterministic)
    return x + y


class Transformer(nn.Module):
  """A language model."""

  def apply(self, inputs, vocab_size, emb_dim=8, num_heads=2, num_layers=2,
            mlp_dim=16, max_len=16, train=False, dropout_rate=0.1,
            attention_dropout_rate=0.1):
    padding_mask = (inputs > 0)[..., None]
    embed = nn.Embed.shared(
        num_embeddings=vocab_size, features=emb_dim,
        embedding_init=nn.initializers.normal(stddev=1.0), name='embed')
    x = embed(inputs)
    pos = self.param('pos_embedding', (1, max_len, emb_dim),
                     nn.initializers.normal(stddev=0.02))
    x = x + pos[:, :inputs.shape[1]]
    x = nn.dropout(x, rate=dropout_rate, deterministic=not train)
    for i in range(num_layers):
      x = Block(
          x,
          num_heads=num_heads,
          mlp_dim=mlp_dim,
          padding_mask=padding_mask,
          dropout_rate=dropout_rate,
          attention_dropout_rate=attention_dropout_rate,
          deterministic=not train,
          name=f'block_{i}')
    x = nn.LayerNorm(x, name='final_norm')
    return embed.attend(x)
