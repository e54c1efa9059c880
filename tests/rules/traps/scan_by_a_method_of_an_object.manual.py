# expect: LIN101 manual: hands modules to `jax.lax.scan`
import jax
from flax import nn


class Runner:
  def __init__(self, cell):
    self.cell = cell

  def run(self, carry, xs):
    return jax.lax.scan(self.cell, carry, xs)


class Encoder(nn.Module):
  def apply(self, x, hidden=4):
    carry = nn.LSTMCell.initialize_carry(jax.random.PRNGKey(0), x.shape[:1], hidden)
    carry, _ = Runner(nn.LSTMCell.partial(name='cell')).run(carry, x.swapaxes(0, 1))
    return carry[1]
