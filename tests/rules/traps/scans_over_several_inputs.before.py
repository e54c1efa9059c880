# What a scan runs over is an array, each part of it; what it begins with is one unless something says otherwise.
import jax
import jax.numpy as jnp
from flax import nn


class Core(nn.Module):
  def apply(self, xs, resets, state, hidden=4):
    def step(carry, inputs):
      x, reset = inputs
      carry = jax.tree_util.tree_map(lambda c: c * (1. - reset), carry)
      return nn.LSTMCell(carry, x, name='lstm')

    return jax.lax.scan(step, state, (xs, resets)), nn.Dense(xs, hidden)


class Resumed(nn.Module):
  def apply(self, xs, more, state, seen, scale=0.5):
    cell = nn.GRUCell.shared(name='cell')

    def step(carry, inputs):
      h, count, factor = carry
      x, (first, second) = inputs
      h = jax.tree_util.tree_map(lambda c: c * factor, h)
      h, y = cell(h, x + first * second)
      return (h, count + 1., factor), y

    (h, count, _), ys = jax.lax.scan(step, init=(state, seen, scale), xs=[xs, (more, more)])
    return h, count, ys
