from flax import nn
import jax.numpy as jnp


class Layer(nn.Module):
  """A layer with a mask and dropout."""

  def apply(self, x, features, mask=None, deterministic=False):
    y = nn.Dense(x, features)
    if mask is not None:
      y = jnp.where(mask[..., None], y, 0.)
    return nn.dropout(y, 0.25, deterministic=deterministic)


class Net(nn.Module):

  def apply(self, x, scale=2., rate=0.5, mask=None, train=True):
    if mask is None:
      mask = jnp.ones(x.shape[:1])
    for i in range(2):
      # The same for all calls of it.
      layer = Layer.partial(
          features=4 + i, mask=scale * mask > rate, deterministic=not train,
          name=f'layer_{i}')
      x = layer(x)
    both = Layer.shared(features=x.shape[-1], deterministic=not train, mask=mask, name='both')
    x = both(both(x))
    plain = Layer.partial(deterministic=not train)
    return plain(x, 3) + plain(x, features=3, deterministic=True)


def run(x, mask, key):
  _, params = Net.init(key, x, mask=mask, train=False)
  return params
