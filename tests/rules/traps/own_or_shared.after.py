# An embedding of one's own, or the one that a caller ties to its output.
from typing import Any

from flax import linen as nn


class Encoder(nn.Module):
  vocab: Any
  shared_embedding: Any = None
  features: int = 4

  @nn.compact
  def __call__(self, ids):
    x = nn.Embed(2, self.features)(ids % 2)
    if self.shared_embedding is None:
      embed = nn.Embed(num_embeddings=self.vocab, features=self.features)
    else:
      embed = self.shared_embedding
    x = nn.Dense(self.features)(x + embed(ids))
    return nn.LayerNorm()(x + nn.Embed(num_embeddings=3, features=self.features)(ids % 3))


class Block(nn.Module):
  dense: Any = None

  @nn.compact
  def __call__(self, x):
    dense = self.dense
    if dense is None:
      dense = nn.Dense(features=4, use_bias=False, name='own')
    dense_0 = nn.Dense(3)(x)
    return nn.Dense(3)(dense(dense_0))


class Head(nn.Module):
  norm: Any = None

  @nn.compact
  def __call__(self, x):
    layer = nn.LayerNorm(use_bias=False) if self.norm is None else self.norm
    return layer(x)


class Net(nn.Module):
  vocab: int = 7

  @nn.compact
  def __call__(self, ids):
    embed = nn.Embed(num_embeddings=self.vocab, features=4, name='embed')
    dense = nn.Dense(features=4, name='dense')
    norm = nn.LayerNorm(name='norm')
    x = Encoder(self.vocab, embed)(ids) + Encoder(self.vocab)(ids) + norm(dense(embed(ids)[..., :3]))
    x = x + nn.Dense(4)(Block()(x))
    y = Block(dense)(x)
    head_5 = Head()(x)
    head_6 = Head(norm)(x)
    return embed.attend(head_5 + Head()(head_6) + y.sum())
