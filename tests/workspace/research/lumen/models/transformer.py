"""Transformer encoders for text."""

from flax import nn
import jax
import jax.numpy as jnp

import lumen.layers.attention as attention
from lumen.layers import embeddings
from lumen.layers import norm as norms


class Encoder(nn.Module):
  """A stack of blocks on top of embedded tokens."""

  def apply(self,
            inputs,
            vocab_size,
            shared_embedding=None,
            emb_dim=32,
            num_heads=4,
            num_layers=2,
            mlp_dim=64,
            max_len=128,
            positions=None,
            segmentation=None,
            padding_mask=None,
            dropout_rate=0.1,
            drop_path_rate=0.,
            remat=False,
            train=True):
    """Encodes tokens.

    Args:
      inputs: ids, `[batch, length]`.
      vocab_size: number of tokens.
      shared_embedding: a shared `nn.Embed`, if others use it too.
      emb_dim: width of everything.
      num_heads: number of heads.
      num_layers: number of blocks.
      mlp_dim: width of the feed-forward halves.
      max_len: number of positions.
      positions: positions of packed examples, `[batch, length]`.
      segmentation: segments of packed examples, `[batch, length]`.
      padding_mask: `[batch, length]`, False where there is padding.
      dropout_rate: rate of every dropout.
      drop_path_rate: rate of stochastic depth.
      remat: whether to compute activations again rather than to keep them.
      train: whether this is training.

    Returns:
      Encoded tokens, `[batch, length, emb_dim]`.
    """
    if padding_mask is None:
      padding_mask = inputs > 0
    if shared_embedding is None:
      embed = nn.Embed.partial(
          num_embeddings=vocab_size,
          features=emb_dim,
          embedding_init=nn.initializers.normal(stddev=1.0))
    else:
      embed = shared_embedding

    x = embed(inputs)
    x = embeddings.PositionEmbs(
        x, positions=positions, max_len=max_len,
        posemb_init=nn.initializers.normal(stddev=0.02), name='posembed')
    x = nn.dropout(x, rate=dropout_rate, deterministic=not train)

    for layer in range(num_layers):
      block = attention.AttentionBlock.partial(
          num_heads=num_heads,
          mlp_dim=mlp_dim,
          padding_mask=padding_mask,
          segmentation=segmentation,
          dropout_rate=dropout_rate,
          attention_dropout_rate=dropout_rate,
          drop_path_rate=drop_path_rate,
          deterministic=not train,
          name=f'block_{layer}')
      if remat and not train:
        # Random numbers cannot be drawn inside of a transformation.
        block = jax.checkpoint(block)
      x = block(x)
    return nn.LayerNorm(x, name='encoder_norm')


class TextClassifier(nn.Module):
  """Classifies a text by the mean of its tokens."""

  def apply(self, inputs, num_classes, vocab_size, classifier_dim=32,
            train=True, **encoder_kwargs):
    mask = inputs > 0
    x = Encoder(inputs, vocab_size, padding_mask=mask, train=train,
                name='encoder', **encoder_kwargs)
    weights = mask[..., None].astype(x.dtype)
    x = jnp.sum(x * weights, axis=1) / jnp.maximum(weights.sum(axis=1), 1.)
    x = jnp.tanh(nn.Dense(x, classifier_dim, name='pre_logits'))
    return nn.Dense(x, num_classes, name='logits')


class MatchingModel(nn.Module):
  """Says whether two texts belong together, with one encoder for both."""

  def apply(self, inputs1, inputs2, vocab_size, train=True, **encoder_kwargs):
    encode = Encoder.shared(
        vocab_size=vocab_size, train=train, name='encoder', **encoder_kwargs)
    first = encode(inputs1).mean(axis=1)
    second = encode(inputs=inputs2).mean(axis=1)
    x = jnp.concatenate([first, second, first * second], axis=-1)
    x = norms.RMSNorm(x)
    x = nn.relu(nn.Dense(x, features=16))
    return nn.Dense(x, 1)[..., 0]


class CosineEncoder(nn.Module):
  """One layer whose attention goes by the cosine."""

  def apply(self, x, padding_mask=None, num_heads=2):
    return attention.AttentionBlock(
        x,
        num_heads=num_heads,
        mlp_dim=2 * x.shape[-1],
        padding_mask=padding_mask,
        dropout_rate=0.,
        attention_dropout_rate=0.,
        deterministic=True,
        norm=norms.RMSNorm,
        attention_fn=attention.cosine_attention)


TinyEncoder = Encoder.partial(num_layers=1, emb_dim=16, num_heads=2, mlp_dim=16)
