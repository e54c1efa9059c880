"""Linen takes a partial on a class for a method, and hands it `self`: these were made elsewhere."""

from flax import linen as nn

import parts


class Named(nn.Module):
  norm = parts.Norm

  def apply(self, x):
    return self.norm(x)


class Made(nn.Module):
  norm = parts.norm_of('layer')

  def apply(self, x):
    return self.norm(x)


class Static(nn.Module):
  norm = staticmethod(parts.Norm)

  @nn.compact
  def __call__(self, x):
    return self.norm()(x)
