# A module that callers may hand in, all of which are known and hand in the same form, if any.
from flax import nn


class Encoder(nn.Module):
  def apply(self, ids, embed=None):
    embed = embed or nn.Embed.partial(num_embeddings=7, features=4)
    return embed(ids)


class Decoder(nn.Module):
  def apply(self, ids, embed=None):
    if embed is None:
      embed = nn.Embed.partial(num_embeddings=7, features=4)
    return embed(ids)


class Net(nn.Module):
  def apply(self, ids):
    wide = nn.Embed.partial(num_embeddings=9, features=4)
    return Encoder(ids) + Decoder(ids) + Decoder(ids, embed=wide)
