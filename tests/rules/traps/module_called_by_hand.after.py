# Modules run with parameters of one's own: no names taken, arguments sorted and renamed.
import jax.numpy as jnp
from flax import linen as nn


class Hand(nn.Module):
  features: int = 3

  @nn.compact
  def __call__(self, x):
    w = self.param('w', nn.initializers.lecun_normal(), (x.shape[-1], self.features))
    b = self.param('b', nn.initializers.ones, (self.features,))
    params = {'kernel': w, 'bias': b}
    y = nn.Dense(2)(nn.Dense(self.features, parent=None).apply({'params': params}, x))
    z = nn.Dense(features=self.features, use_bias=False, parent=None).apply({'params': {'kernel': w}}, inputs=x)
    scaled = nn.LayerNorm(1e-5, parent=None).apply({'params': {'scale': b, 'bias': b}}, z)
    return nn.Dense(2)(y), scaled


class Given(nn.Module):
  @nn.compact
  def __call__(self, x, weights):
    return nn.Dense(2)(nn.Dense(3, parent=None).apply({'params': weights}, x))


class Top(nn.Module):
  @nn.compact
  def __call__(self, x):
    return Given()(x, {'kernel': jnp.ones((x.shape[-1], 3)), 'bias': jnp.ones(3)})
