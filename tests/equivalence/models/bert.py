"""BERT: token, position and type embeddings, post-norm blocks, and a masked language model with tied weights."""

from flax import nn
import jax.numpy as jnp

dense_init = nn.initializers.normal(stddev=0.02)


class FeedForward(nn.Module):
  def apply(self, x, d_ff, dropout_rate=0.1, deterministic=False):
    d_model = x.shape[-1]
    h = nn.gelu(nn.Dense(x, d_ff, kernel_init=dense_init, name="intermediate"))
    h = nn.Dense(h, d_model, kernel_init=dense_init, name="output")
    return nn.dropout(h, rate=dropout_rate, deterministic=deterministic)


class BertLayer(nn.Module):
  def apply(self, x, num_heads, d_ff, padding_mask=None, dropout_rate=0.1, deterministic=False):
    attended = nn.SelfAttention(
      x,
      num_heads=num_heads,
      attention_axis=(1,),
      causal_mask=False,
      padding_mask=padding_mask,
      dropout_rate=dropout_rate,
      deterministic=deterministic,
      kernel_init=dense_init,
      name="attention",
    )
    attended = nn.dropout(attended, rate=dropout_rate, deterministic=deterministic)
    x = nn.LayerNorm(x + attended, epsilon=1e-12)
    h = FeedForward(x, d_ff, dropout_rate=dropout_rate, deterministic=deterministic)
    return nn.LayerNorm(x + h, epsilon=1e-12)


class BertForPreTraining(nn.Module):
  def apply(
    self,
    input_ids,
    type_ids,
    vocab_size=11,
    d_model=4,
    num_heads=2,
    num_layers=2,
    d_ff=8,
    max_len=8,
    dropout_rate=0.1,
    train=True,
  ):
    deterministic = not train
    padding_mask = (input_ids > 0)[..., None]
    word_embed = nn.Embed.shared(
      num_embeddings=vocab_size, features=d_model, embedding_init=dense_init, name="word_embeddings"
    )
    x = word_embed(input_ids)
    x = x + nn.Embed(type_ids, 2, d_model, embedding_init=dense_init, name="type_embeddings")
    positions = self.param("position_embeddings", (max_len, d_model), dense_init)
    x = x + positions[None, : input_ids.shape[1]]
    x = nn.dropout(nn.LayerNorm(x), rate=dropout_rate, deterministic=deterministic)
    for i in range(num_layers):
      x = BertLayer(
        x,
        num_heads,
        d_ff,
        padding_mask=padding_mask,
        dropout_rate=dropout_rate,
        deterministic=deterministic,
        name="layer_%d" % i,
      )
    h = nn.LayerNorm(nn.gelu(nn.Dense(x, d_model, kernel_init=dense_init)))
    logits = word_embed.attend(h) + self.param("bias", (vocab_size,), nn.initializers.zeros)
    pooled = nn.tanh(nn.Dense(x[:, 0], d_model, kernel_init=dense_init, name="pooler"))
    return logits, nn.Dense(pooled, 2, name="next_sentence")
