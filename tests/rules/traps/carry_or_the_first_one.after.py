from typing import Any

from flax import linen as nn
import jax
import jax.numpy as jnp


class Recurrent(nn.Module):
  hidden: Any
  width: Any = None
  scale: Any = None

  @nn.compact
  def __call__(self, x, first=None, key=None):
    carry = nn.LSTMCell(self.hidden, parent=None).initialize_carry(jax.random.PRNGKey(0), (x.shape[0], self.hidden)) if first is None else first
    noise = jax.random.normal(key or jax.random.PRNGKey(1), x.shape)
    carry, y = nn.LSTMCell(features=carry[0].shape[-1])(carry, x + 0 * noise)
    y = y * (jnp.sqrt(2.0) if self.scale is None else self.scale)
    return carry, nn.Dense(self.hidden if self.width is None else self.width)(y)
