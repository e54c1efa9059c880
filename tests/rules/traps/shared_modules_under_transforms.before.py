# Functions that call one shared module: that is what they are handed in the place of `self`.
import jax
import jax.numpy as jnp
from flax import nn


class Rows(nn.Module):
  def apply(self, xs, width, scale=0.5):
    cell = nn.OptimizedLSTMCell.shared(name='cell')
    c = nn.LSTMCell.initialize_carry(jax.random.PRNGKey(0), xs.shape[1:-1], width)
    carry = nn.OptimizedLSTMCell.initialize_carry(jax.random.PRNGKey(0), xs.shape[1:-1], width)
    carry, ys = jax.lax.scan(lambda c, x: cell(c, scale * x), carry, xs)
    gru = nn.GRUCell.shared(name='gru')

    def body(h, y):
      h, out = gru(h, jnp.tanh(y))
      return h, out

    first = nn.GRUCell.initialize_carry(jax.random.PRNGKey(0), xs.shape[1:-1], width)
    h, zs = jax.lax.scan(body, first, ys, reverse=True)
    return c, carry, h, zs


class Layers(nn.Module):
  def apply(self, x, width=3):
    dense = nn.Dense.shared(features=width, name='dense')
    x = jax.checkpoint(lambda x: nn.relu(dense(x)))(x)
    return jax.vmap(lambda row: dense(row) + 1.)(x)


class Stored(nn.Module):
  def apply(self, x, width=3):
    dense = nn.Dense.shared(features=width, name='dense')
    block = jax.checkpoint(lambda h: jnp.tanh(dense(h)))
    x = block(x)
    return jax.jit(lambda h: dense(h) * width)(x)
