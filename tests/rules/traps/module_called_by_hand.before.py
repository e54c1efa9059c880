# Modules run with parameters of one's own: no names taken, arguments sorted and renamed.
import jax.numpy as jnp
from flax import nn


class Hand(nn.Module):
  def apply(self, x, features=3):
    w = self.param('w', (x.shape[-1], features), nn.initializers.lecun_normal())
    b = self.param('b', (features,), nn.initializers.ones)
    params = {'kernel': w, 'bias': b}
    y = nn.Dense(nn.Dense.call(params, x, features), 2)
    z = nn.Dense.call({'kernel': w}, inputs=x, features=features, bias=False)
    scaled = nn.LayerNorm.call({'scale': b, 'bias': b}, z, 1e-5)
    return nn.Dense(y, 2), scaled


class Given(nn.Module):
  def apply(self, x, weights):
    return nn.Dense(nn.Dense.call(weights, x, 3), 2)


class Top(nn.Module):
  def apply(self, x):
    return Given(x, {'kernel': jnp.ones((x.shape[-1], 3)), 'bias': jnp.ones(3)})
