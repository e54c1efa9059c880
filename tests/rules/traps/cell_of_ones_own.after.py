# The base of all cells has no fields today; a first carry that the cell makes by itself is asked of its class as before.
from typing import Any, Callable

from flax import linen as nn
from flax.linen import recurrent
import jax
import jax.numpy as jnp


class Cell(nn.recurrent.RNNCellBase):
  """A cell that forgets a little."""

  leak: float = 0.5
  gate_fn: Callable[..., Any] = nn.tanh

  @nn.compact
  def __call__(self, carry, inputs):
    new = self.gate_fn(nn.Dense(carry.shape[-1], name='in')(inputs) + nn.Dense(carry.shape[-1], use_bias=False, name='back')(carry))
    carry = self.leak * new + (1. - self.leak) * carry
    return carry, carry

  @staticmethod
  def initialize_carry(rng, batch_dims, size, init_fn=nn.initializers.ones):
    return init_fn(rng, batch_dims + (size,))


class Other(recurrent.RNNCellBase):
  @nn.compact
  def __call__(self, carry, inputs):
    return carry + nn.Dense(carry.shape[-1])(inputs), carry

  @staticmethod
  def initialize_carry(rng, batch_dims, size, init_fn=nn.initializers.zeros):
    return Cell.initialize_carry(rng, batch_dims, size, init_fn)


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    carry = Cell.initialize_carry(jax.random.PRNGKey(0), x.shape[:1], 3)
    for t in range(2):
      carry, y = Cell(leak=0.1, name=f'cell_{t}')(carry, x[:, t])
    return nn.Dense(2)(y)


class Shared(nn.Module):
  size: Any

  @nn.compact
  def __call__(self, x):
    cell = Cell(gate_fn=nn.sigmoid, name='cell')
    other = Other(name='other')
    carry = cell.initialize_carry(jax.random.PRNGKey(0), x.shape[1:-1], self.size)
    carry, ys = nn.scan(lambda cell, *args: cell(*args), variable_broadcast='params', split_rngs={'params': False})(cell, carry, x)
    first = Other.initialize_carry(jax.random.PRNGKey(0), x.shape[1:-1], self.size)
    return carry, nn.scan(lambda other, *args: other(*args), variable_broadcast='params', split_rngs={'params': False})(other, first, ys)
