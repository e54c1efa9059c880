# Scans of local functions, lambdas, cells and partials of cells: names, closures, options.
import jax
import jax.numpy as jnp
from flax import nn


class Step(nn.Module):
  def apply(self, carry, x, width=3):
    carry = nn.tanh(nn.Dense(x, width) + nn.Dense(carry, width))
    return carry, carry


class Net(nn.Module):
  def apply(self, x, width=3):
    first = nn.Dense(x[:, 0], width)

    def body(carry, t):
      carry = nn.tanh(nn.Dense(t, width) + carry + first)
      return carry, nn.Dense(carry, 2, name='out')

    carry, ys = jax.lax.scan(body, first, x.transpose(1, 0, 2))
    carry, _ = jax.lax.scan(lambda c, _: (nn.Dense(c, width), None), carry, None, length=3)
    c = nn.LSTMCell.initialize_carry(jax.random.PRNGKey(0), x.shape[:1], width)
    c, hs = jax.lax.scan(nn.LSTMCell.partial(name='cell'), c, ys, reverse=True)
    cell = nn.OptimizedLSTMCell.partial(gate_fn=nn.sigmoid)
    c, hs = jax.lax.scan(cell, init=c, xs=hs)
    carry, hs = jax.lax.scan(Step.partial(width=width), carry, hs)
    for _ in range(2):
      def again(c, t):
        return nn.Dense(c, width) + t, None

      carry, _ = jax.lax.scan(again, carry, hs)
    return nn.Dense(nn.Dense(jax.lax.scan(lambda c, t: (nn.Dense(c, 3) + t, None), carry, hs)[0], 3), 3)
