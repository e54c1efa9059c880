# expect: LIN107 manual: `size`
from flax import nn


class AutoEncoder(nn.Module):
  def apply(self, x, latents=4):
    return self._create(latents)(x)

  @nn.module_method
  def encode(self, x, **unused_kwargs):
    return self._create(size=4)(x)

  def _create(self, size):
    return nn.Dense.shared(features=size, name='encoder')
