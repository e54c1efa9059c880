# One method alone makes submodules: that one is compact. One makes nothing, and may be called by others.
from flax import linen as nn


class Coder(nn.Module):
  def __call__(self, x):
    raise NotImplementedError

  @nn.compact
  def encode(self, x, latents=4):
    x = nn.relu(nn.Dense(8)(x))
    if latents > 2:
      x = nn.Dense(x.shape[-1])(x)
    return self.scaled(nn.Dense(latents)(x))

  def scaled(self, z):
    return 2.0 * z


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    coder = Coder(name='coder')
    z = coder.encode(x, latents=6)
    return coder.scaled(coder.encode(z, latents=6))
