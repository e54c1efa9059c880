# expect: LIN101 manual: hands modules to `jax.lax.scan`
import jax
from flax import nn


def run(cell, carry, xs):
  def step(carry, x):
    return cell(carry, x)

  return jax.lax.scan(step, carry, xs)


class Encoder(nn.Module):
  def apply(self, x, hidden=4):
    cell = nn.LSTMCell.shared(name='cell')
    carry = nn.LSTMCell.initialize_carry(jax.random.PRNGKey(0), x.shape[:1], hidden)
    carry, _ = run(cell, carry, x.swapaxes(0, 1))
    return carry[1]
