# Submodules under `if`, without names, out of a helper that makes two, with names that are no attributes.
from flax import linen as nn


class Coder(nn.Module):
  deep_: bool = True

  def _parts(self):
    encoder = self.dense_encoder_1
    decoder = self.decoder
    return encoder, decoder

  def setup(self):
    self.deep = nn.Dense(4)
    self.dense_encoder_1 = nn.Dense(features=4, name='encoder-1')
    self.decoder = nn.Dense(features=6)

  def __call__(self, x):
    encoder, decoder = self._parts()
    z = encoder(x)
    if self.deep_:
      z = self.deep(z)
    return decoder(z)

  def decode(self, z):
    _, decoder = self._parts()
    return decoder(self.deep(z) if self.deep_ else z)


class Tied(nn.Module):
  size: int = 4

  def setup(self):
    self.embed_0 = nn.Embed(num_embeddings=7, features=self.size, name='0')

  @nn.compact
  def __call__(self, ids):
    embed = self.embed_0
    return embed.attend(nn.Dense(4)(embed(ids)))

  def scores(self, x):
    embed = self.embed_0
    return embed.attend(x)


class Net(nn.Module):
  deep: bool = True

  @nn.compact
  def __call__(self, x, ids):
    coder = Coder(deep_=self.deep, name='coder')
    tied = Tied(name='tied')
    return coder(x), coder.decode(x[:, :4]), tied(ids), tied.scores(x[:, :4])
