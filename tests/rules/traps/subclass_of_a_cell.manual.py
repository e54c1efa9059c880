# expect: LIN101 unsafe: fields
import jax
from flax import nn


class Cell(nn.GRUCell):
  def apply(self, carry, x):
    carry = nn.tanh(nn.Dense(x, carry.shape[-1]) + carry)
    return carry, carry
