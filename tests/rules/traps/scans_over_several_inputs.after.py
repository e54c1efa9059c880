# What a scan runs over is an array, each part of it; what it begins with is one unless something says otherwise.
import jax
import jax.numpy as jnp
from flax import linen as nn


class Core(nn.Module):
  hidden: int = 4

  @nn.compact
  def __call__(self, xs, resets, state):
    def step(self, carry, inputs):
      x, reset = inputs
      carry = jax.tree_util.tree_map(lambda c: c * (1. - reset), carry)
      return nn.LSTMCell(features=carry[0].shape[-1], name='lstm')(carry, x)

    return nn.scan(step, variable_broadcast='params', split_rngs={'params': False})(self, state, (xs, resets)), nn.Dense(self.hidden)(xs)


class Resumed(nn.Module):
  scale: float = 0.5

  @nn.compact
  def __call__(self, xs, more, state, seen):
    cell = nn.GRUCell(features=state.shape[-1], name='cell')

    def step(self, carry, inputs, cell):
      h, count, factor = carry
      x, (first, second) = inputs
      h = jax.tree_util.tree_map(lambda c: c * factor, h)
      h, y = cell(h, x + first * second)
      return (h, count + 1., factor), y

    (h, count, _), ys = nn.scan(step, variable_broadcast='params', split_rngs={'params': False}, in_axes=(0, nn.broadcast))(self, (state, seen, self.scale), [xs, (more, more)], cell)
    return h, count, ys
