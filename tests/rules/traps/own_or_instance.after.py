# The class that ties its embedding is Linen already.
from typing import Any

from flax import linen as nn


class Encoder(nn.Module):
  embed: Any = None

  @nn.compact
  def __call__(self, ids):
    embed = self.embed
    if embed is None:
      embed = nn.Embed(num_embeddings=7, features=4)
    return embed(ids)


class Tied(nn.Module):
  @nn.compact
  def __call__(self, ids):
    embed = nn.Embed(num_embeddings=7, features=4, name='embed')
    return embed.attend(Encoder(embed=embed)(ids))
