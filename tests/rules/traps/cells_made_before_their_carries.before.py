# Shared cells that are made above, below or beside what their first carry comes from.
import jax
import jax.numpy as jnp
from flax import nn


class Taken(nn.Module):
  def apply(self, xs, state):
    c, h = state
    cell = nn.LSTMCell.shared(name='cell')
    for t in range(3):
      (c, h), y = cell((c, h), xs[:, t])
    return y


class Projected(nn.Module):
  def apply(self, xs, z, hidden=5):
    cell = nn.GRUCell.shared(name='cell')
    h = nn.Dense(z, hidden, name='start')
    for t in range(3):
      h, y = cell(h, xs[:, t])
    return h


class Zeros(nn.Module):
  def apply(self, xs, size=(2, 6)):
    cell = nn.LSTMCell.shared(name='cell')
    carry = (jnp.zeros((xs.shape[0], 4)), jnp.zeros((xs.shape[0], 4)))
    for t in range(3):
      carry, y = cell(carry, xs[:, t])
    return y, nn.Dense(y, size[-1])


class Default(nn.Module):
  def apply(self, xs, state=None, hidden=4):
    cell = nn.GRUCell.shared(name='cell')
    if state is None:
      state = jnp.zeros((xs.shape[0], hidden))
    for t in range(3):
      state, y = cell(state, xs[:, t])
    return state


class Faded(nn.Module):
  def apply(self, xs, state):
    cell = nn.LSTMCell.shared(name='cell')
    for t in range(3):
      state = jax.tree_util.tree_map(lambda s: 0.5 * s, state)
      state, y = cell(state, xs[:, t])
    return y


class Handed(nn.Module):
  def apply(self, xs, ys, state):
    encoder = nn.LSTMCell.shared(name='encoder')
    decoder = nn.LSTMCell.shared(name='decoder')
    first, _ = encoder(state, xs[:, 0])
    last, _ = encoder(first, xs[:, 1])
    last, y = decoder(last, ys[:, 0])
    return decoder(last, ys[:, 1])


class Stepped(nn.Module):
  def apply(self, xs, state):
    cell = nn.GRUCell.shared(name='cell')

    def step(carry, x):
      h, total = carry
      h, y = cell(h, x)
      return (h, total + y.sum()), y

    first = (state, jnp.zeros(()))
    return jax.lax.scan(step, first, xs.swapaxes(0, 1))


class Masked(nn.Module):
  def apply(self, xs, state):
    cell = nn.LSTMCell.shared(name='cell')

    def step(carry, x):
      carry = jax.tree_util.tree_map(jnp.tanh, carry)
      return cell(carry, x)

    return jax.lax.scan(step, state, xs.swapaxes(0, 1))


class Helped(nn.Module):
  def apply(self, xs, state):
    cell = nn.GRUCell.shared(name='cell')

    def run(h, x):
      return cell(h, nn.tanh(x))

    return run(state, xs[:, 0]), run(state, xs[:, 1])
