# expect: LIN101 manual: hands modules to `jax.lax.scan`
import jax
from flax import nn


def run(cell, carry, xs):
  return jax.lax.scan(cell, carry, xs)


class Encoder(nn.Module):
  def apply(self, x, hidden=4):
    carry = nn.LSTMCell.initialize_carry(jax.random.PRNGKey(0), x.shape[:1], hidden)
    carry, _ = run(nn.LSTMCell.partial(name='cell'), carry, x.swapaxes(0, 1))
    return nn.Dense(carry[1], 2)
