"""An encoder and a decoder with one table of embeddings."""

from flax import nn

from ..layers import AttentionBlock, CrossAttentionBlock, PositionEmbs
from .lm import shift_right
from .transformer import Encoder


class Decoder(nn.Module):
  """Predicts targets from what was encoded."""

  def apply(self, encoded, src_padding_mask, targets, embed, num_heads=2,
            num_layers=1, mlp_dim=32, dropout_rate=0.1, train=True):
    """Applies the decoder.

    Args:
      encoded: what the encoder says, `[batch, inputs_length, features]`.
      src_padding_mask: where its inputs are no padding.
      targets: ids, `[batch, targets_length]`.
      embed: the shared embedding.
      num_heads: number of heads.
      num_layers: number of blocks of either kind.
      mlp_dim: width of the feed-forward halves.
      dropout_rate: rate of every dropout.
      train: whether this is training.

    Returns:
      Logits for each target.
    """
    padding_mask = (targets > 0)[..., None]
    y = embed(shift_right(targets))
    y = PositionEmbs(y, max_len=64)
    y = nn.dropout(y, rate=dropout_rate, deterministic=not train)
    for _ in range(num_layers):
      y = AttentionBlock(
          y, num_heads, mlp_dim, causal=True, padding_mask=padding_mask,
          dropout_rate=dropout_rate, attention_dropout_rate=0.,
          deterministic=not train)
      y = CrossAttentionBlock(
          y, encoded, num_heads, padding_mask=padding_mask,
          key_padding_mask=src_padding_mask, dropout_rate=dropout_rate,
          deterministic=not train)
    y = nn.LayerNorm(y)
    return embed.attend(y)


class Seq2Seq(nn.Module):
  """Translates."""

  def apply(self, inputs, targets, vocab_size, emb_dim=16, num_heads=2,
            train=True):
    embed = nn.Embed.shared(
        num_embeddings=vocab_size, features=emb_dim,
        embedding_init=nn.initializers.normal(stddev=1.0), name='embed')
    src_padding_mask = (inputs > 0)[..., None]
    encoded = Encoder(
        inputs, vocab_size, embed, emb_dim=emb_dim, num_heads=num_heads,
        num_layers=1, padding_mask=src_padding_mask, train=train,
        name='encoder')
    return Decoder(
        encoded, src_padding_mask, targets, embed=embed, num_heads=num_heads,
        train=train, name='decoder')
