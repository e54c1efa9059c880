from flax import linen as nn
import jax.numpy as jnp


class Cell(nn.Module):
  inner: nn.Module
  layer: type = nn.Dense

  def apply_twice(self, x):
    return self.inner(self.inner(x))

  @nn.compact
  def __call__(self, carry, x):
    h = nn.Dense(x.shape[-1])(jnp.concatenate([carry, x], -1))
    cell = nn.LSTMCell(features=carry.shape[-1])
    k = self.param('k', self.inner.init_fn, h.shape)
    y = nn.Sequential([nn.Dense(3), nn.relu, self.layer(3)])(h)
    for layer in [nn.Dense(3), nn.Dense(h.shape[-1], use_bias=False)]:
      y = layer(y)
    return cell(carry, y + k)
