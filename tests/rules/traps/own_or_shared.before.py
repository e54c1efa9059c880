# An embedding of one's own, or the one that a caller ties to its output.
from flax import nn


class Encoder(nn.Module):
  def apply(self, ids, vocab, shared_embedding=None, features=4):
    x = nn.Embed(ids % 2, 2, features)
    if shared_embedding is None:
      embed = nn.Embed.partial(num_embeddings=vocab, features=features)
    else:
      embed = shared_embedding
    x = nn.Dense(x + embed(ids), features)
    return nn.LayerNorm(x + nn.Embed(ids % 3, num_embeddings=3, features=features))


class Block(nn.Module):
  def apply(self, x, dense=None):
    if dense is None:
      dense = nn.Dense.partial(features=4, bias=False, name='own')
    return nn.Dense(dense(nn.Dense(x, 3)), 3)


class Head(nn.Module):
  def apply(self, x, norm=None):
    layer = nn.LayerNorm.partial(bias=False) if norm is None else norm
    return layer(x)


class Net(nn.Module):
  def apply(self, ids, vocab=7):
    embed = nn.Embed.shared(num_embeddings=vocab, features=4, name='embed')
    dense = nn.Dense.shared(features=4, name='dense')
    norm = nn.LayerNorm.shared(name='norm')
    x = Encoder(ids, vocab, embed) + Encoder(ids, vocab) + norm(dense(embed(ids)[..., :3]))
    x = x + nn.Dense(Block(x), 4)
    y = Block(x, dense)
    return embed.attend(Head(x) + Head(Head(x, norm)) + y.sum())
