from flax import nn
import jax
import jax.numpy as jnp


class Recurrent(nn.Module):
  def apply(self, x, hidden, first=None, key=None, width=None, scale=None):
    carry = nn.LSTMCell.initialize_carry(jax.random.PRNGKey(0), (x.shape[0],), hidden) if first is None else first
    noise = jax.random.normal(key or jax.random.PRNGKey(1), x.shape)
    carry, y = nn.LSTMCell(carry, x + 0 * noise)
    y = y * (jnp.sqrt(2.0) if scale is None else scale)
    return carry, nn.Dense(y, hidden if width is None else width)
