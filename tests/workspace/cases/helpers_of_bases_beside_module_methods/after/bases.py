from flax import nn


class Decoding:
  def _create_decoder(self, width):
    return nn.Dense.shared(features=width, name='decoder')


class Coded(nn.Module):
  def _decoded(self, z, width):
    return nn.Dense(width, name='decoder')(z)
