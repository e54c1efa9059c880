# Scans of local functions, lambdas, cells and partials of cells: names, closures, options.
import functools

import jax
import jax.numpy as jnp
from flax import linen as nn


class Step(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, carry, x):
    carry = nn.tanh(nn.Dense(self.width)(x) + nn.Dense(self.width)(carry))
    return carry, carry


class Net(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    first = nn.Dense(self.width)(x[:, 0])

    def body(self, carry, t):
      carry = nn.tanh(nn.Dense(self.width)(t) + carry + first)
      return carry, nn.Dense(2, name='out')(carry)

    carry, ys = nn.scan(body, variable_broadcast='params', split_rngs={'params': False})(self, first, x.transpose(1, 0, 2))
    carry, _ = nn.scan(lambda self, c, _: (nn.Dense(self.width)(c), None), variable_broadcast='params', split_rngs={'params': False}, length=3)(self, carry, None)
    c = nn.LSTMCell(self.width, parent=None).initialize_carry(jax.random.PRNGKey(0), (*x.shape[:1], self.width))
    c, hs = nn.scan(lambda self, carry, x: functools.partial(nn.LSTMCell, name='cell')(features=carry[0].shape[-1])(carry, x), variable_broadcast='params', split_rngs={'params': False}, reverse=True)(self, c, ys)
    cell = functools.partial(nn.OptimizedLSTMCell, gate_fn=nn.sigmoid)
    c, hs = nn.scan(lambda self, carry, x: cell(features=carry[0].shape[-1])(carry, x), variable_broadcast='params', split_rngs={'params': False})(self, c, hs)
    carry, hs = nn.scan(lambda self, carry, x: functools.partial(Step, width=self.width)()(carry, x), variable_broadcast='params', split_rngs={'params': False})(self, carry, hs)
    for _ in range(2):
      def again(self, c, t):
        return nn.Dense(self.width)(c) + t, None

      carry, _ = nn.scan(again, variable_broadcast='params', split_rngs={'params': False})(self, carry, hs)
    result_7 = nn.scan(lambda self, c, t: (nn.Dense(3)(c) + t, None), variable_broadcast='params', split_rngs={'params': False})(self, carry, hs)
    dense_8 = nn.Dense(3)(result_7[0])
    return nn.Dense(3)(dense_8)
