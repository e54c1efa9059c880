import functools
from typing import Any

from flax import linen as nn
import jax.numpy as jnp


class Layer(nn.Module):
  """A layer with a mask and dropout."""

  features: Any
  deterministic: bool = False

  @nn.compact
  def __call__(self, x, mask=None):
    y = nn.Dense(self.features)(x)
    if mask is not None:
      y = jnp.where(mask[..., None], y, 0.)
    return nn.Dropout(rate=0.25)(y, deterministic=self.deterministic)


class Net(nn.Module):

  scale: float = 2.
  rate: float = 0.5

  @nn.compact
  def __call__(self, x, mask=None, train=True):
    if mask is None:
      mask = jnp.ones(x.shape[:1])
    for i in range(2):
      # The same for all calls of it.
      layer = functools.partial(
          Layer,
          features=4 + i, deterministic=not train,
          name=f'layer_{i}')
      x = layer()(x, mask=self.scale * mask > self.rate)
    both = Layer(features=x.shape[-1], deterministic=not train, name='both')
    x = both(both(x, mask=mask), mask=mask)
    plain = functools.partial(Layer, deterministic=not train)
    return plain(3)(x) + plain(features=3, deterministic=True)(x)


def run(x, mask, key):
  params = Net().init(key, x, mask=mask, train=False)['params']
  return params
