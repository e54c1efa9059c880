# The base of all cells has no fields today; a first carry that the cell makes by itself is asked of its class as before.
from flax import nn
from flax.nn import recurrent
import jax
import jax.numpy as jnp


class Cell(nn.recurrent.RNNCellBase):
  """A cell that forgets a little."""

  def apply(self, carry, inputs, leak=0.5, gate_fn=nn.tanh):
    new = gate_fn(nn.Dense(inputs, carry.shape[-1], name='in') + nn.Dense(carry, carry.shape[-1], bias=False, name='back'))
    carry = leak * new + (1. - leak) * carry
    return carry, carry

  @staticmethod
  def initialize_carry(rng, batch_dims, size, init_fn=nn.initializers.ones):
    return init_fn(rng, batch_dims + (size,))


class Other(recurrent.RNNCellBase):
  def apply(self, carry, inputs):
    return carry + nn.Dense(inputs, carry.shape[-1]), carry

  @staticmethod
  def initialize_carry(rng, batch_dims, size, init_fn=nn.initializers.zeros):
    return Cell.initialize_carry(rng, batch_dims, size, init_fn)


class Net(nn.Module):
  def apply(self, x):
    carry = Cell.initialize_carry(jax.random.PRNGKey(0), x.shape[:1], 3)
    for t in range(2):
      carry, y = Cell(carry, x[:, t], leak=0.1, name=f'cell_{t}')
    return nn.Dense(y, 2)


class Shared(nn.Module):
  def apply(self, x, size):
    cell = Cell.shared(gate_fn=nn.sigmoid, name='cell')
    other = Other.shared(name='other')
    carry = cell.initialize_carry(jax.random.PRNGKey(0), x.shape[1:-1], size)
    carry, ys = jax.lax.scan(cell, carry, x)
    first = Other.initialize_carry(jax.random.PRNGKey(0), x.shape[1:-1], size)
    return carry, jax.lax.scan(other, first, ys)
