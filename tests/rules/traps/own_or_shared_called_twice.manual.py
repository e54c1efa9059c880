# expect: LIN103 manual: built already
from flax import nn


class Encoder(nn.Module):
  def apply(self, ids, embed=None):
    if embed is None:
      embed = nn.Embed.partial(num_embeddings=7, features=4)
    return embed(ids) + embed(ids[:, ::-1])


class Tied(nn.Module):
  def apply(self, ids):
    return Encoder(ids, embed=nn.Embed.shared(num_embeddings=7, features=4))
