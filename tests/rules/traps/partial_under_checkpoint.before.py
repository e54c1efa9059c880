# A layer that may be computed again in the backward pass, with a mask bound to it.
from flax import nn
import jax
import jax.numpy as jnp


class Layer(nn.Module):
  def apply(self, x, features, mask=None, scale=1.):
    y = nn.Dense(x, features)
    return scale * (y if mask is None else jnp.where(mask[..., None], y, 0.))


class Net(nn.Module):
  def apply(self, x, mask=None, width=6, num_layers=2, remat=False, train=True):
    mask = jnp.ones(x.shape[:1]) if mask is None else mask
    for layer in range(num_layers):
      block = Layer.partial(
          features=width,
          mask=mask,  # the same for all layers
          name=f'layer_{layer}')
      if remat and not train:
        # No need to keep them.
        block = jax.checkpoint(block)
      x = block(x)
    args = nn.Dense(x, 3)
    last = Layer.partial(mask=mask > 0, features=2)
    last = jax.remat(last, prevent_cse=False) if remat else last
    y = last(x=args)
    return nn.Dense(y, 2)


def run(x, mask, key):
  _, params = Net.init(key, x, mask=mask, train=False)
  return params
