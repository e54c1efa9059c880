# expect: LIN103 manual: may be a module that is built already
# The function inside may have put another partial in its place.
from flax import nn


class Encoder(nn.Module):
  def apply(self, x, table=None):
    embed = None

    def widen():
      nonlocal embed
      embed = nn.Embed.partial(num_embeddings=5, features=4)

    if table is None:
      embed = nn.Embed.partial(num_embeddings=5, features=3)
    else:
      embed = table
    return embed(x)


class Tied(nn.Module):
  def apply(self, x):
    table = nn.Embed.shared(num_embeddings=5, features=3, name='table')
    return Encoder(x, table=table, name='encoder')
