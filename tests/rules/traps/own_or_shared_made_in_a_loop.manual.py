# expect: LIN103 manual: may be a module that is built already
# Linen would number the table of every turn, of which the last one alone is called.
from flax import nn


class Encoder(nn.Module):
  def apply(self, x, table=None, turns=2):
    for _ in range(turns):
      embed = nn.Embed.partial(num_embeddings=5, features=3) if table is None else table
    return embed(x)


class Tied(nn.Module):
  def apply(self, x):
    table = nn.Embed.shared(num_embeddings=5, features=3, name='table')
    return Encoder(x, table=table, name='encoder')
