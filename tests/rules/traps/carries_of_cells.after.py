# Carries of library cells: of partials, with an initialiser, of an image, in a free function, in an expression.
import functools
from typing import Any, Callable, Tuple

import jax
import jax.numpy as jnp
from flax import linen as nn
from flax.linen import ConvLSTMCell as Images, GRUCell


def first_carry(batch, hidden):
  return nn.LSTMCell(hidden, parent=None, carry_init=nn.initializers.ones).initialize_carry(jax.random.PRNGKey(1), (*batch, hidden))


class Net(nn.Module):
  hidden: int = 4

  @nn.compact
  def __call__(self, x):
    rng = jax.random.PRNGKey(0)
    cell = functools.partial(nn.LSTMCell, name='cell')
    carry = nn.LSTMCell(self.hidden, parent=None).initialize_carry(rng, (x.shape[0], self.hidden))
    carry, y = nn.LSTMCell(features=carry[0].shape[-1], gate_fn=nn.relu)(carry, x)
    (c, h), y = cell(features=y.shape[-1])((y, y), x)
    carry, y = nn.OptimizedLSTMCell(features=c.shape[-1])(inputs=x, carry=(c, h))
    other = nn.LSTMCell(2 * self.hidden + 1, parent=None, carry_init=nn.initializers.normal(1.0)).initialize_carry(rng, (2 * self.hidden + 1,))
    small = GRUCell(x.shape[-1], parent=None).initialize_carry(rng, (*x.shape[:1], x.shape[-1]))
    small, z = GRUCell(features=small.shape[-1])(small, x)
    return carry, y, other, z, first_carry((2,), self.hidden)


class Video(nn.Module):
  features: int = 4
  size: Tuple[int, ...] = (6, 6)

  @nn.compact
  def __call__(self, x):
    rng = jax.random.PRNGKey(0)
    carry = nn.ConvLSTMCell(self.features, (1, 1), parent=None).initialize_carry(rng, (x.shape[0], 6, 6, self.features))
    carry, y = nn.ConvLSTMCell(self.features, (3, 3), use_bias=False)(carry, x)
    other = Images((self.size + (self.features,))[-1], (1,) * (len(self.size + (self.features,)) - 1), parent=None, carry_init=nn.initializers.ones).initialize_carry(rng, (*x.shape[:1], *(self.size + (self.features,))))
    return Images(self.features, (3, 3))(other, y), carry


class Cell(nn.Module):
  @nn.compact
  def __call__(self, carry, x):
    carry = nn.tanh(nn.Dense(carry.shape[-1])(x) + nn.Dense(carry.shape[-1])(carry))
    return carry, carry

  @staticmethod
  def initialize_carry(rng, batch_dims, size):
    return jnp.zeros(batch_dims + (size,))


class Own(nn.Module):
  cell: Callable[..., Any] = Cell

  @nn.compact
  def __call__(self, x):
    return self.cell()(self.cell.initialize_carry(None, x.shape[:1], 3), x)
