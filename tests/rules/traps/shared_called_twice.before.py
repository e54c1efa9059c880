# The same parameters in two calls; the second one follows from the first.
from flax import nn


class Decoder(nn.Module):
  def apply(self, z, features, train=True):
    return nn.Dense(z, features) if train else z


class Net(nn.Module):
  def apply(self, x):
    dec = Decoder.shared(features=6, name='decoder')
    return dec(dec(x))
