# Weight tying: one embedding looks up and scores, here and in a module that it is handed to.
from flax import nn


class Head(nn.Module):
  def apply(self, x, embed, bias=True):
    logits = embed.attend(nn.Dense(x, 4))
    if bias:
      logits = logits + self.param('bias', (7,), nn.initializers.zeros)
    return logits


class Decoder(nn.Module):
  def apply(self, ids, vocab, shared_embedding=None):
    if shared_embedding is None:
      embed = nn.Embed.shared(num_embeddings=vocab, features=4)
    else:
      embed = shared_embedding
    return embed.attend(nn.Dense(embed(ids), 4))


class Net(nn.Module):
  def apply(self, ids, vocab=7):
    embed = nn.Embed.shared(num_embeddings=vocab, features=4, name='embed')
    x = embed(ids)
    tied = Decoder(ids, vocab, shared_embedding=embed)
    own = Decoder(ids, vocab)
    return embed.attend(x) + Head(x, embed, name='head') + tied + own
