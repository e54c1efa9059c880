# A module that callers may hand in, all of which are known and hand in the same form, if any.
import functools
from typing import Any

from flax import linen as nn


class Encoder(nn.Module):
  embed: Any = None

  @nn.compact
  def __call__(self, ids):
    embed = self.embed
    embed = embed or functools.partial(nn.Embed, num_embeddings=7, features=4)
    return embed()(ids)


class Decoder(nn.Module):
  embed: Any = None

  @nn.compact
  def __call__(self, ids):
    embed = self.embed
    if embed is None:
      embed = functools.partial(nn.Embed, num_embeddings=7, features=4)
    return embed()(ids)


class Net(nn.Module):
  @nn.compact
  def __call__(self, ids):
    wide = functools.partial(nn.Embed, num_embeddings=9, features=4)
    return Encoder()(ids) + Decoder()(ids) + Decoder(embed=wide)(ids)
