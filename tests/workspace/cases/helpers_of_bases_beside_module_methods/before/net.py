"""What makes the decoder lies in bases that have no `apply`: two methods that reach it can't both be compact."""

from flax import nn

from bases import Coded, Decoding


class AutoEncoder(Decoding, nn.Module):
  def apply(self, x, width=6):
    return self._create_decoder(width)(nn.Dense(x, 3, name='encoder'))

  @nn.module_method
  def generate(self, z, width=6):
    return self._create_decoder(width)(z)


class Other(Coded):
  def apply(self, x, width=6):
    return self._decoded(nn.Dense(x, 3, name='encoder'), width)

  @nn.module_method
  def generate(self, z, width=6):
    return self._decoded(z, width)


class Alone(Coded):
  """Only one of its methods reaches the decoder."""

  def apply(self, x, width=6):
    return self._decoded(nn.Dense(x, 3, name='encoder'), width)

  @nn.module_method
  def scaled(self, z, width=6):
    return z * width
