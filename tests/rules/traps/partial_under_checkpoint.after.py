# A layer that may be computed again in the backward pass, with a mask bound to it.
from typing import Any

from flax import linen as nn
import jax
import jax.numpy as jnp


class Layer(nn.Module):
  features: Any
  scale: float = 1.

  @nn.compact
  def __call__(self, x, mask=None):
    y = nn.Dense(self.features)(x)
    return self.scale * (y if mask is None else jnp.where(mask[..., None], y, 0.))


class Net(nn.Module):
  width: int = 6
  num_layers: int = 2
  remat: bool = False

  @nn.compact
  def __call__(self, x, mask=None, train=True):
    mask = jnp.ones(x.shape[:1]) if mask is None else mask
    for layer in range(self.num_layers):
      block = lambda self, *args_: Layer(
          features=self.width,
          name=f'layer_{layer}')(
          *args_, mask=mask,  # the same for all layers
          )
      if self.remat and not train:
        # No need to keep them.
        block = nn.remat(block)
      x = block(self, x)
    args = nn.Dense(3)(x)
    last = lambda self, **kwargs: Layer(features=2)(mask=mask > 0, **kwargs)
    last = nn.remat(last, prevent_cse=False) if self.remat else last
    y = last(self, x=args)
    return nn.Dense(2)(y)


def run(x, mask, key):
  params = Net().init(key, x, mask=mask, train=False)['params']
  return params
