# One method alone makes submodules: that one is compact. One makes nothing, and may be called by others.
from flax import nn


class Coder(nn.Module):
  def apply(self, x):
    raise NotImplementedError

  @nn.module_method
  def encode(self, x, latents=4):
    x = nn.relu(nn.Dense(x, 8))
    if latents > 2:
      x = nn.Dense(x, x.shape[-1])
    return self.scaled(nn.Dense(x, latents))

  @nn.module_method
  def scaled(self, z):
    return 2.0 * z


class Net(nn.Module):
  def apply(self, x):
    coder = Coder.shared(name='coder')
    z = coder.encode(x, latents=6)
    return coder.scaled(coder.encode(z, latents=6))
