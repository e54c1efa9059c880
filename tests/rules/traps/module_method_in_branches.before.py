# Submodules under `if`, without names, out of a helper that makes two, with names that are no attributes.
from flax import nn


class Coder(nn.Module):
  def _parts(self):
    encoder = nn.Dense.shared(features=4, name='encoder-1')
    decoder = nn.Dense.shared(features=6, name='decoder')
    return encoder, decoder

  def apply(self, x, deep=True):
    encoder, decoder = self._parts()
    z = encoder(x)
    if deep:
      z = nn.Dense(z, 4, name='deep')
    return decoder(z)

  @nn.module_method
  def decode(self, z, deep=True):
    _, decoder = self._parts()
    return decoder(nn.Dense(z, 4, name='deep') if deep else z)


class Tied(nn.Module):
  def apply(self, ids, size=4):
    embed = nn.Embed.shared(num_embeddings=7, features=size)
    return embed.attend(nn.Dense(embed(ids), 4))

  @nn.module_method
  def scores(self, x, size=4):
    embed = nn.Embed.shared(num_embeddings=7, features=size)
    return embed.attend(x)


class Net(nn.Module):
  def apply(self, x, ids, deep=True):
    coder = Coder.shared(deep=deep, name='coder')
    tied = Tied.shared(name='tied')
    return coder(x), coder.decode(x[:, :4]), tied(ids), tied.scores(x[:, :4])
