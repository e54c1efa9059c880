# expect: LIN103 manual: built already
# A module that is made and never called takes a number in Linen, and none in flax.nn.
from flax import nn


class Encoder(nn.Module):
  def apply(self, ids, embed=None, old=False):
    if embed is None:
      embed = nn.Embed.partial(num_embeddings=7, features=4)
    x = nn.one_hot(ids, 4) if old else embed(ids)
    return x + nn.Embed(ids, 7, 4)


class Tied(nn.Module):
  def apply(self, ids):
    return Encoder(ids, embed=nn.Embed.shared(num_embeddings=7, features=4))
