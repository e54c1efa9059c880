# Shared cells that are made above, below or beside what their first carry comes from.
from typing import Tuple

import jax
import jax.numpy as jnp
from flax import linen as nn


class Taken(nn.Module):
  @nn.compact
  def __call__(self, xs, state):
    c, h = state
    cell = nn.LSTMCell(features=c.shape[-1], name='cell')
    for t in range(3):
      (c, h), y = cell((c, h), xs[:, t])
    return y


class Projected(nn.Module):
  hidden: int = 5

  @nn.compact
  def __call__(self, xs, z):
    cell = nn.GRUCell(features=self.hidden, name='cell')
    h = nn.Dense(self.hidden, name='start')(z)
    for t in range(3):
      h, y = cell(h, xs[:, t])
    return h


class Zeros(nn.Module):
  size: Tuple[int, ...] = (2, 6)

  @nn.compact
  def __call__(self, xs):
    cell = nn.LSTMCell(features=4, name='cell')
    carry = (jnp.zeros((xs.shape[0], 4)), jnp.zeros((xs.shape[0], 4)))
    for t in range(3):
      carry, y = cell(carry, xs[:, t])
    return y, nn.Dense(self.size[-1])(y)


class Default(nn.Module):
  hidden: int = 4

  @nn.compact
  def __call__(self, xs, state=None):
    cell = nn.GRUCell(features=self.hidden, name='cell')
    if state is None:
      state = jnp.zeros((xs.shape[0], self.hidden))
    for t in range(3):
      state, y = cell(state, xs[:, t])
    return state


class Faded(nn.Module):
  @nn.compact
  def __call__(self, xs, state):
    cell = nn.LSTMCell(features=state[0].shape[-1], name='cell')
    for t in range(3):
      state = jax.tree_util.tree_map(lambda s: 0.5 * s, state)
      state, y = cell(state, xs[:, t])
    return y


class Handed(nn.Module):
  @nn.compact
  def __call__(self, xs, ys, state):
    encoder = nn.LSTMCell(features=state[0].shape[-1], name='encoder')
    decoder = nn.LSTMCell(features=state[0].shape[-1], name='decoder')
    first, _ = encoder(state, xs[:, 0])
    last, _ = encoder(first, xs[:, 1])
    last, y = decoder(last, ys[:, 0])
    return decoder(last, ys[:, 1])


class Stepped(nn.Module):
  @nn.compact
  def __call__(self, xs, state):
    cell = nn.GRUCell(features=state.shape[-1], name='cell')

    def step(cell, carry, x):
      h, total = carry
      h, y = cell(h, x)
      return (h, total + y.sum()), y

    first = (state, jnp.zeros(()))
    return nn.scan(step, variable_broadcast='params', split_rngs={'params': False})(cell, first, xs.swapaxes(0, 1))


class Masked(nn.Module):
  @nn.compact
  def __call__(self, xs, state):
    cell = nn.LSTMCell(features=state[0].shape[-1], name='cell')

    def step(cell, carry, x):
      carry = jax.tree_util.tree_map(jnp.tanh, carry)
      return cell(carry, x)

    return nn.scan(step, variable_broadcast='params', split_rngs={'params': False})(cell, state, xs.swapaxes(0, 1))


class Helped(nn.Module):
  @nn.compact
  def __call__(self, xs, state):
    cell = nn.GRUCell(features=state.shape[-1], name='cell')

    def run(h, x):
      return cell(h, nn.tanh(x))

    return run(state, xs[:, 0]), run(state, xs[:, 1])
