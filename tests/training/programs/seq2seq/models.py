"""An encoder, and a decoder that attends to what it has said."""

from flax import nn
import jax.numpy as jnp


class Encoder(nn.Module):

  def apply(self, inputs, vocab_size, features):
    x = nn.Embed(inputs, num_embeddings=vocab_size, features=features)
    x = nn.relu(nn.Dense(x, features))
    return jnp.mean(x, axis=1, keepdims=True)


class Decoder(nn.Module):

  def apply(self, tokens, context, vocab_size, features, cache=None):
    x = nn.Embed(tokens, num_embeddings=vocab_size, features=features)
    x = x + context
    y = nn.LayerNorm(x)
    y = nn.SelfAttention(y, num_heads=2, causal_mask=True, cache=cache)
    x = x + y
    x = x + nn.Dense(nn.relu(nn.Dense(nn.LayerNorm(x), 2 * features)), features)
    return nn.Dense(nn.LayerNorm(x), vocab_size)


class Seq2Seq(nn.Module):

  def apply(self, inputs, targets, vocab_size, features=8, cache=None):
    context = Encoder(inputs, vocab_size, features, name='encoder')
    return Decoder(targets, context, vocab_size, features, cache=cache,
                   name='decoder')
