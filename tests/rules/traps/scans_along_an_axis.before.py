# Scans along an axis of one's choice, over shared cells and local functions.
from flax import jax_utils
from flax import nn
from flax.jax_utils import scan_in_dim
import jax
import jax.numpy as jnp


class Net(nn.Module):
  def apply(self, x, width=3):
    carry = nn.GRUCell.initialize_carry(jax.random.PRNGKey(0), x.shape[:1], width)
    forward = nn.GRUCell.shared(name='forward')
    last, ys = jax_utils.scan_in_dim(forward, carry, x, axis=1)
    _, zs = scan_in_dim(forward, last, ys[:, ::-1], (1,), keepdims=False)

    def step(c, inputs):
      a, b = inputs
      c = nn.tanh(nn.Dense(a, width) + nn.Dense(b, width, name='b') + c)
      return c, (c, nn.Dense(c, 2))

    last, (hs, outs) = scan_in_dim(step, init=last, xs=(ys, zs), axis=-2)
    _, first = nn.attention.scan_in_dim(lambda c, t: (c, nn.Dense(t, 2, name='last') + 0. * c[0, 0]), last, outs)
    total, _ = jax_utils.scan_in_dim(lambda c, t: (c + t, t), jnp.zeros(width), hs, axis=(0, 1))
    return hs, outs, first, total
