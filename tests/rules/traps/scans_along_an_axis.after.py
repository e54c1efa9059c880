# Scans along an axis of one's choice, over shared cells and local functions.
from flax import jax_utils
from flax import linen as nn
from flax.jax_utils import scan_in_dim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  width: int = 3

  @nn.compact
  def __call__(self, x):
    carry = nn.GRUCell(self.width, parent=None).initialize_carry(jax.random.PRNGKey(0), (*x.shape[:1], self.width))
    forward = nn.GRUCell(features=self.width, name='forward')
    last, ys = nn.scan(lambda forward, *args: forward(*args), variable_broadcast='params', split_rngs={'params': False}, in_axes=1, out_axes=1)(forward, carry, x)
    _, zs = nn.scan(lambda forward, *args: forward(*args), variable_broadcast='params', split_rngs={'params': False}, in_axes=1, out_axes=1)(forward, last, ys[:, ::-1])

    def step(self, c, inputs):
      a, b = inputs
      c = nn.tanh(nn.Dense(self.width)(a) + nn.Dense(self.width, name='b')(b) + c)
      return c, (c, nn.Dense(2)(c))

    last, (hs, outs) = nn.scan(step, variable_broadcast='params', split_rngs={'params': False}, in_axes=-2, out_axes=-2)(self, last, (ys, zs))
    _, first = nn.scan(lambda self, c, t: (c, nn.Dense(2, name='last')(t) + 0. * c[0, 0]), variable_broadcast='params', split_rngs={'params': False})(self, last, outs)
    total, _ = jax_utils.scan_in_dim(lambda c, t: (c + t, t), jnp.zeros(self.width), hs, axis=(0, 1))
    return hs, outs, first, total
