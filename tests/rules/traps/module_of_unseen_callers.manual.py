# expect: LIN103 manual: in which form
from flax import nn


class Encoder(nn.Module):
  def apply(self, ids, embed=None):
    embed = embed or nn.Embed.partial(num_embeddings=7, features=4)
    return embed(ids)
