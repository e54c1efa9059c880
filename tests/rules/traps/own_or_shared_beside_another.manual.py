# expect: LIN103 manual: built already
# Linen numbers modules where they are made: the first Embed of flax.nn would be the second one.
from flax import nn


class Encoder(nn.Module):
  def apply(self, ids, embed=None):
    if embed is None:
      embed = nn.Embed.partial(num_embeddings=7, features=4)
    kinds = nn.Embed(ids % 2, 7, 4)
    return kinds + embed(ids)


class Tied(nn.Module):
  def apply(self, ids):
    return Encoder(ids, embed=nn.Embed.shared(num_embeddings=7, features=4))
