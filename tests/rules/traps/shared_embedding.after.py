# Weight tying: one embedding looks up and scores, here and in a module that it is handed to.
from typing import Any

from flax import linen as nn


class Head(nn.Module):
  embed: Any
  use_bias: bool = True

  @nn.compact
  def __call__(self, x):
    logits = self.embed.attend(nn.Dense(4)(x))
    if self.use_bias:
      logits = logits + self.param('bias', nn.initializers.zeros, (7,))
    return logits


class Decoder(nn.Module):
  vocab: Any
  shared_embedding: Any = None

  @nn.compact
  def __call__(self, ids):
    if self.shared_embedding is None:
      embed = nn.Embed(num_embeddings=self.vocab, features=4, name='0')
    else:
      embed = self.shared_embedding
    return embed.attend(nn.Dense(4)(embed(ids)))


class Net(nn.Module):
  vocab: int = 7

  @nn.compact
  def __call__(self, ids):
    embed = nn.Embed(num_embeddings=self.vocab, features=4, name='embed')
    x = embed(ids)
    tied = Decoder(self.vocab, shared_embedding=embed)(ids)
    own = Decoder(self.vocab)(ids)
    return embed.attend(x) + Head(embed, name='head')(x) + tied + own
