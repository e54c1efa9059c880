# Functions that call one shared module: that is what they are handed in the place of `self`.
import functools
from typing import Any

import jax
import jax.numpy as jnp
from flax import linen as nn


class Rows(nn.Module):
  width: Any
  scale: float = 0.5

  @nn.compact
  def __call__(self, xs):
    cell = nn.OptimizedLSTMCell(features=self.width, name='cell')
    c = nn.LSTMCell(self.width, parent=None).initialize_carry(jax.random.PRNGKey(0), (*xs.shape[1:-1], self.width))
    carry = nn.OptimizedLSTMCell(self.width, parent=None).initialize_carry(jax.random.PRNGKey(0), (*xs.shape[1:-1], self.width))
    carry, ys = nn.scan(lambda cell, c, x: cell(c, self.scale * x), variable_broadcast='params', split_rngs={'params': False})(cell, carry, xs)
    gru = nn.GRUCell(features=self.width, name='gru')

    def body(gru, h, y):
      h, out = gru(h, jnp.tanh(y))
      return h, out

    first = nn.GRUCell(self.width, parent=None).initialize_carry(jax.random.PRNGKey(0), (*xs.shape[1:-1], self.width))
    h, zs = nn.scan(body, variable_broadcast='params', split_rngs={'params': False}, reverse=True)(gru, first, ys)
    return c, carry, h, zs


class Layers(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    dense = nn.Dense(features=self.width, name='dense')
    x = nn.remat(lambda dense, x: nn.relu(dense(x)))(dense, x)
    return nn.vmap(lambda dense, row: dense(row) + 1., variable_axes={'params': None}, split_rngs={'params': False})(dense, x)


class Stored(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    dense = nn.Dense(features=self.width, name='dense')
    block = functools.partial(nn.remat(lambda dense, h: jnp.tanh(dense(h))), dense)
    x = block(x)
    return nn.jit(lambda dense, h: dense(h) * self.width)(dense, x)
